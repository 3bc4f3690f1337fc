//! The settings of docs/hosting, tried: nginx and Apache are started with them on a free port, asked for files as
//! browsers ask, and the page is used in one.

use crate::process::{command, create_folder, find, read_bytes, root, write};
use crate::{Outcome, browser, dist};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The folder of the release below the host's root, as docs/hosting has it.
const PLACE: &str = "liver-prescreen";

/// A server that is installed here.
pub struct Host {
    name: &'static str,
    program: PathBuf,
    /// The encodings that it sends with the settings as they stand.
    encodings: &'static [(&'static str, &'static str)],
    settings: fn(&Path, u16) -> Outcome<String>,
    /// Whether it says that an answer hangs on the encodings that were asked for.
    varies: bool,
    arguments: &'static [&'static str],
}

pub fn nginx() -> Outcome<Host> {
    Ok(Host {
        name: "nginx",
        program: program("nginx", "nginx-light")?,
        encodings: &[("gzip", "gz")],
        settings: nginx_settings,
        varies: true,
        arguments: &["-c"],
    })
}

/// The same where somebody left a line out: the page must not hang on it.
pub fn nginx_without_vary() -> Outcome<Host> {
    Ok(Host {
        settings: |folder, port| Ok(nginx_settings(folder, port)?.replace("gzip_vary on;", "")),
        varies: false,
        ..nginx()?
    })
}

pub fn apache() -> Outcome<Host> {
    Ok(Host {
        name: "Apache",
        program: program("apache2", "apache2-bin")?,
        encodings: &[("gzip", "gz"), ("br", "br")],
        settings: apache_settings,
        varies: true,
        // One process, so that ending it ends the server.
        arguments: &["-X", "-f"],
    })
}

fn program(name: &str, package: &str) -> Outcome<PathBuf> {
    if find(name).is_none() {
        browser::install(&[package])?;
    }
    find(name).ok_or_else(|| {
        format!("{name} is not on PATH: install it (Debian: {package}), then run this again.")
    })
}

fn nginx_settings(folder: &Path, port: u16) -> Outcome<String> {
    let ours = std::fs::read_to_string(root().join("docs/hosting/nginx.conf"))
        .map_err(|error| format!("docs/hosting/nginx.conf could not be read: {error}."))?;
    let folder = folder.display();
    let ours = ours.replace("root /srv;", &format!("root {folder}/srv;"));
    let spare = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {folder}/{name};"))
        .concat();
    Ok(format!(
        "daemon off; master_process off; pid {folder}/pid; error_log {folder}/log; events {{}} http {{ access_log off; \
         {spare} server {{ listen 127.0.0.1:{port}; {ours} }} }}\n"
    ))
}

fn apache_settings(folder: &Path, port: u16) -> Outcome<String> {
    let from = root().join("docs/hosting/apache.htaccess");
    let to = folder.join("srv").join(PLACE).join(".htaccess");
    std::fs::copy(&from, &to).map_err(|error| format!("{}: {error}.", from.display()))?;
    let folder = folder.display();
    let modules = [
        "mpm_event",
        "authz_core",
        "mime",
        "dir",
        "headers",
        "rewrite",
    ]
    .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
    .concat();
    Ok(format!(
        "ServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{port}\n{modules}PidFile {folder}/pid\n\
         ErrorLog {folder}/log\nMutex file:{folder}\nTypesConfig /dev/null\nDocumentRoot {folder}/srv\n\
         <Directory {folder}/srv>\nAllowOverride FileInfo Indexes\nOptions FollowSymLinks\nRequire all granted\n</Directory>\n"
    ))
}

/// Tries a release on a host.
pub fn hosts(folder: &Path, host: &Host, engine: &browser::Engine) -> Outcome<String> {
    let running = Running::start(folder, host)?;
    asked(folder, host, running.port)?;
    let url = format!("http://127.0.0.1:{}/{PLACE}/", running.port);
    let mut tests = browser::measurement("served::", folder);
    engine.run(tests.env("HOST_URL", url))
}

struct Running {
    process: Child,
    folder: PathBuf,
    port: u16,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Running {
    fn start(release: &Path, host: &Host) -> Outcome<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr());
        let port = free
            .map_err(|error| format!("There is no free port: {error}."))?
            .port();
        // Not below the build folder: a server runs as somebody else, who may not be able to read there.
        let folder = std::env::temp_dir().join(format!("liver-host-{port}"));
        let place = folder.join("srv").join(PLACE);
        create_folder(&place)?;
        for name in dist::all_files(release, "")? {
            write(&place.join(&name), read_bytes(&release.join(&name))?)?;
        }
        let settings = folder.join("settings");
        write(&settings, (host.settings)(&folder, port)?)?;
        let mut server: Command = command(&host.program);
        let process = server
            .args(host.arguments)
            .arg(&settings)
            .stdin(Stdio::null())
            .spawn()
            .map_err(|error| format!("{} does not start: {error}.", host.name))?;
        let running = Running {
            process,
            folder,
            port,
        };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if started.elapsed() > Duration::from_secs(20) {
                let log = std::fs::read_to_string(running.folder.join("log"));
                let log = log.unwrap_or_default();
                return Err(format!("{} does not answer. Its log: {log}", host.name));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(running)
    }
}

struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines();
        let found = lines.find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        });
        found.unwrap_or_default()
    }
}

fn get(port: u16, path: &str, encoding: &str) -> Outcome<Answer> {
    let unheard = |error| format!("{path} brought no answer: {error}.");
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(unheard)?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).map_err(unheard)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(unheard)?;
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n");
    let end = end.ok_or_else(|| format!("{path} brought no headers."))?;
    let body = bytes.split_off(end + 4);
    let head = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Answer { head, body })
}

/// Every file comes with its type, its age and its bytes, plain and packed.
fn asked(folder: &Path, host: &Host, port: u16) -> Outcome {
    let names = dist::all_files(folder, "")?;
    let mut count = 0;
    for name in &names {
        let ending = name.rsplit('.').next().unwrap_or_default();
        let kind = match ending {
            "html" => "text/html",
            "js" => "text/javascript",
            "css" => "text/css",
            "txt" | "ts" => "text/plain",
            "wasm" => "application/wasm",
            "json" => "application/json",
            "webmanifest" => "application/manifest+json",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            // Copies for those who can read them are asked for by the file's own name.
            "br" | "gz" => continue,
            // Nobody's browser reads these.
            "LICENSE-MIT" | "LICENSE-APACHE" => continue,
            _ => {
                return Err(format!(
                    "docs/hosting has no type for .{ending}: add one, and say it in xtask/src/hosts.rs."
                ));
            }
        };
        let path = match name.as_str() {
            "index.html" => format!("/{PLACE}/"),
            _ => format!("/{PLACE}/{name}?anything"),
        };
        let stem = name.split('.').next().unwrap_or_default();
        let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
        let hashed = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let keep = if hashed { "immutable" } else { "no-cache" };
        let mut ways = vec![("identity", "", name.clone())];
        for (encoding, ending) in host.encodings {
            let packed = format!("{name}.{ending}");
            if names.contains(&packed) {
                ways.push((encoding, encoding, packed));
            }
        }
        let is_packed = ways.len() > 1;
        for (accepted, encoded, file) in ways {
            let answer = get(port, &path, accepted)?;
            let bytes = read_bytes(&folder.join(&file))?;
            let is_right = answer.head.starts_with("HTTP/1.1 200 ")
                && answer.header("Content-Type").starts_with(kind)
                && answer.header("Content-Encoding") == encoded
                && answer.header("Content-Language").is_empty()
                && answer.header("Cache-Control").contains(keep)
                && answer.header("Cache-Control").contains("no-transform")
                && answer.header("X-Content-Type-Options") == "nosniff"
                && (!is_packed || answer.header("Vary").contains("Accept-Encoding") == host.varies)
                && answer.body == bytes;
            if !is_right {
                return Err(format!(
                    "{}, asked for {path} in {accepted}, did not send {file} as {kind} with {keep}, but {} bytes and:\n{}",
                    host.name,
                    answer.body.len(),
                    answer.head
                ));
            }
            count += 1;
        }
    }
    let page = get(port, &format!("/{PLACE}/"), "identity")?;
    if !page
        .header("Content-Security-Policy")
        .contains("frame-ancestors")
    {
        return Err(format!(
            "{} lets anybody show the page in a frame.",
            host.name
        ));
    }
    println!("{} answered {count} requests as it should.", host.name);
    Ok(())
}

/// What people type: both hosts, on the release that is there.
pub fn command_line(folder: &Path) -> Outcome {
    dist::page_files(folder)?;
    let engine = browser::chromium()?;
    for host in [nginx()?, nginx_without_vary()?, apache()?] {
        hosts(folder, &host, &engine)?;
    }
    Ok(())
}
