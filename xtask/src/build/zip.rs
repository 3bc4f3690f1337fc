//! The archive that a study centre unpacks on its server: the release in one folder. No time, no owner and no order of
//! a file system gets into it, so the same release gives the same bytes.

use crate::Outcome;
use crate::process::{all_files, read_bytes, write};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The folder inside the archive, as docs/hosting has it.
const FOLDER: &str = "liver-prescreen";

pub fn write_archive(release: &Path, archive: &Path) -> Outcome {
    let failed = |why| format!("{} could not be written: {why}.", archive.display());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The time of a file is 1980 where none is set. Most of the bytes are packed already, so they are stored as they are.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let options = stored.unix_permissions(0o644);
    for name in all_files(release)? {
        let contents = read_bytes(&release.join(&name))?;
        let begun = zip.start_file(format!("{FOLDER}/{name}"), options);
        let written = begun.and_then(|()| Ok(zip.write_all(&contents)?));
        written.map_err(failed)?;
    }
    write(archive, zip.finish().map_err(failed)?.into_inner())
}
