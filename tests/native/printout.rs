use liver_prescreen::exchange::printout::read;
#[test]
fn probe() {
    for l in std::fs::read_to_string("/tmp/paste-probe.txt")
        .unwrap()
        .lines()
    {
        let p = read(&l.replace("\\n", "\n"));
        println!("{l}");
        for f in p.found {
            println!("   + {:?} {:?} {:?}", f.analyte, f.value, f.unit);
        }
        for f in p.conflicting {
            println!("   ! {:?} {:?} {:?}", f.analyte, f.value, f.unit);
        }
        for f in p.ignored {
            println!("   - {f:?}");
        }
    }
}
