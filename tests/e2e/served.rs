//! The settings of docs/hosting, tried: nginx and Apache are started with them, asked for every file as browsers ask, and
//! the page is used there.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fs, io};

use thirtyfour::prelude::*;

use crate::accessible::skipped;
use crate::browser::visit;
use crate::driver::{free_port, listens};
use crate::page::Page;
use crate::site::release;

/// The folder of the release below the host's root, as docs/hosting has it.
const PLACE: &str = "liver-prescreen";

/// A server, and what it does with the settings as they stand.
#[derive(Clone, Copy)]
struct Host {
    program: &'static str,
    arguments: &'static [&'static str],
    settings: fn(&Path, u16) -> String,
    /// The encodings that it sends, and the endings of the files that hold them.
    encodings: &'static [(&'static str, &'static str)],
    /// Whether it says that an answer hangs on the encodings that were asked for.
    varies: bool,
}

const NGINX: Host = Host {
    program: "nginx",
    arguments: &["-c"],
    settings: nginx_settings,
    encodings: &[("gzip", "gz")],
    varies: true,
};

const APACHE: Host = Host {
    program: "apache2",
    // One process, so that ending it ends the server.
    arguments: &["-X", "-f"],
    settings: apache_settings,
    encodings: &[("gzip", "gz"), ("br", "br")],
    varies: true,
};

#[tokio::test]
async fn the_page_works_on_nginx() {
    try_on(NGINX).await;
}

/// Where somebody left a line out, the page must not hang on it.
#[tokio::test]
async fn the_page_works_on_nginx_that_does_not_say_what_an_answer_hangs_on() {
    try_on(Host {
        settings: |folder, port| nginx_settings(folder, port).replace("gzip_vary on;", ""),
        varies: false,
        ..NGINX
    })
    .await;
}

#[tokio::test]
async fn the_page_works_on_apache() {
    try_on(APACHE).await;
}

async fn try_on(host: Host) {
    let Some(server) = Server::start(&host) else {
        skipped(&format!("{} is not on PATH", host.program));
        return;
    };
    server.answers_as(&host);
    let url = format!("http://127.0.0.1:{}/{PLACE}/", server.port);
    visit(|_| url, |page| async move { is_used(&page).await }).await;
}

async fn is_used(page: &Page) -> WebDriverResult<()> {
    page.stands().await?;
    page.enter_worked_patient().await?;
    page.until("not-excluded", || page.state("verdict-card"))
        .await?;
    crate::languages::choose(page, "zh-CN").await?;
    page.holds("!!navigator.serviceWorker.controller").await?;
    // Each file of it is found again, whatever headers it came with.
    let found = r#"
        const done = arguments[0];
        (async () => {
            const [name] = await caches.keys();
            const files = await (await caches.open(name)).keys();
            const found = await Promise.all(files.map(({ url }) => caches.match(url)));
            done([files.length, found.filter((file) => file?.ok).length]);
        })();
    "#;
    let found = page.driver().execute_async(found, Vec::new()).await?;
    let [files, found]: [u32; 2] = found.convert()?;
    assert!(files > 8 && found == files, "{found} of {files}");
    crate::offline::again(page).await
}

fn nginx_settings(folder: &Path, port: u16) -> String {
    let ours = include_str!("../../docs/hosting/nginx.conf");
    let folder = folder.display();
    let ours = ours.replace("root /srv;", &format!("root {folder}/srv;"));
    let spare = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {folder}/{name};"))
        .concat();
    format!(
        "daemon off; master_process off; pid {folder}/pid; error_log {folder}/log; events {{}} http {{ access_log off; \
         {spare} server {{ listen 127.0.0.1:{port}; {ours} }} }}\n"
    )
}

fn apache_settings(folder: &Path, port: u16) -> String {
    let ours = include_str!("../../docs/hosting/apache.htaccess");
    let place = folder.join("srv").join(PLACE).join(".htaccess");
    fs::write(place, ours).expect("Apache's settings");
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
    format!(
        "ServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{port}\n{modules}PidFile {folder}/pid\n\
         ErrorLog {folder}/log\nMutex file:{folder}\nTypesConfig /dev/null\nDocumentRoot {folder}/srv\n\
         <Directory {folder}/srv>\nAllowOverride FileInfo Indexes\nOptions FollowSymLinks\nRequire all granted\n</Directory>\n"
    )
}

/// A server that runs with the release in its root.
struct Server {
    process: Child,
    folder: PathBuf,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Server {
    /// Nothing where it is not installed here.
    fn start(host: &Host) -> Option<Self> {
        // Between finding a free port and listening there, somebody else may take it.
        for _ in 0..3 {
            let port = free_port();
            // Not below the build folder: a server runs as somebody else, who may not be able to read there.
            let folder =
                std::env::temp_dir().join(format!("liver-host-{}-{port}", std::process::id()));
            let place = folder.join("srv").join(PLACE);
            fs::create_dir_all(&place).expect("a folder");
            for name in files() {
                fs::copy(release().join(&name), place.join(&name)).expect("a copy");
            }
            let settings = folder.join("settings");
            fs::write(&settings, (host.settings)(&folder, port)).expect("settings");
            let mut server = Command::new(host.program);
            let started = server
                .args(host.arguments)
                .arg(&settings)
                .stdin(Stdio::null())
                .spawn();
            let process = match started {
                Ok(process) => process,
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    let _ = fs::remove_dir_all(&folder);
                    return None;
                }
                Err(error) => panic!("{} does not start: {error}", host.program),
            };
            let mut server = Server {
                process,
                folder,
                port,
            };
            if listens(&mut server.process, port) {
                return Some(server);
            }
        }
        panic!("{} does not answer", host.program)
    }

    fn get(&self, path: &str, encoding: &str) -> io::Result<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n");
        let body = bytes.split_off(end.map_or(bytes.len(), |end| end + 4));
        let head = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Answer { head, body })
    }

    /// Every file comes with its type, its age and its bytes, plain and packed.
    fn answers_as(&self, host: &Host) {
        let names = files();
        for name in &names {
            let Some(kind) = kind(name) else {
                continue;
            };
            let path = match name.as_str() {
                "index.html" => format!("/{PLACE}/"),
                _ => format!("/{PLACE}/{name}?anything"),
            };
            let keep = if is_hashed(name) {
                "immutable"
            } else {
                "no-cache"
            };
            let mut ways = vec![("identity", "", name.clone())];
            for (encoding, ending) in host.encodings {
                let packed = format!("{name}.{ending}");
                if names.contains(&packed) {
                    ways.push((encoding, encoding, packed));
                }
            }
            let is_packed = ways.len() > 1;
            for (accepted, encoded, file) in ways {
                let answer = self.get(&path, accepted).expect("an answer");
                let varies = answer.header("Vary").contains("Accept-Encoding");
                let is_right = answer.head.starts_with("HTTP/1.1 200 ")
                    && answer.header("Content-Type").starts_with(kind)
                    && answer.header("Content-Encoding") == encoded
                    && answer.header("Content-Language").is_empty()
                    && answer.header("Cache-Control").contains(keep)
                    && answer.header("Cache-Control").contains("no-transform")
                    && answer.header("X-Content-Type-Options") == "nosniff"
                    && (!is_packed || varies == host.varies)
                    && answer.body == fs::read(release().join(&file)).expect("a file");
                assert!(
                    is_right,
                    "{path}, asked for in {accepted}, is not {file} as {kind} with {keep}, but {} bytes and:\n{}",
                    answer.body.len(),
                    answer.head
                );
            }
        }
        let page = self
            .get(&format!("/{PLACE}/"), "identity")
            .expect("the page");
        let policy = page.header("Content-Security-Policy");
        assert!(
            policy.contains("frame-ancestors"),
            "anybody may show the page in a frame"
        );
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

fn files() -> Vec<String> {
    let entries = fs::read_dir(release()).expect("the release").flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// The type that a file must have; nothing for what nobody asks for by its name.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => Some("text/html"),
        "js" => Some("text/javascript"),
        "css" => Some("text/css"),
        "txt" | "ts" => Some("text/plain"),
        "wasm" => Some("application/wasm"),
        "json" => Some("application/json"),
        "webmanifest" => Some("application/manifest+json"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        // Packed copies, and the licences, which nobody's browser reads.
        "br" | "gz" | "LICENSE-MIT" | "LICENSE-APACHE" => None,
        ending => panic!("docs/hosting has no type for .{ending}: add one there and here"),
    }
}

fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}
