use super::*;

const MODULE: &str = r#"(module
 (type $0 (func (param i32)))
 (import "x" "js" (func $js (param i32)))
 (global $stack (mut i32) (i32.const 1048576))
 (global $end i32 (i32.const 7))
 (memory $0 17)
 (table $0 4 4 funcref)
 (elem $0 (table $0) (i32.const 1) func $base $"liver_prescreen::ui::paste::{{closure}}" $other)
 (export "memory" (memory $0))
 (export "begin" (func $begin))
 (export "screen" (func $screen))
 (func $begin (param $0 i32)
  (call $base
   (local.get $0)
  )
 )
 (func $base (param $0 i32)
  (call $"liver_prescreen::ui::paste::{{closure}}"
   (local.get $0)
  )
 )
 (func $"liver_prescreen::ui::paste::{{closure}}" (param $0 i32)
  (call $only_there)
  (call $js
   (global.get $stack)
  )
  (call $base
   (i32.const 1)
  )
  (call $base
   (i32.const 1)
  )
  (call $base
   (i32.const 1)
  )
 )
 (func $only_there
  (nop)
 )
 (func $other (param $0 i32)
  (nop)
 )
 (func $screen (param $0 i32) (param $1 i32) (result i32)
  (call $only_there)
  (i32.const 1)
 )
)
"#;

#[test]
fn what_only_later_functions_reach_goes_with_them() {
    let Parts { first, rest } = parts(MODULE).expect("two parts");
    for stays in [
        "(func $begin",
        "(func $base",
        "(func $other",
        "(table $0 6 6 funcref)",
        "(i32.const 7)",
    ] {
        assert!(first.contains(stays), "{stays}: {first}");
    }
    assert!(!first.contains("$only_there"), "{first}");
    for goes in [
        "(call $only_there)\n  (call $js",
        "(func $only_there",
        "(table $0 6 6 funcref)",
    ] {
        assert!(rest.contains(goes), "{goes}: {rest}");
    }
    assert!(
        !rest.contains("(func $begin") && !rest.contains("$end"),
        "{rest}"
    );
}

#[test]
fn the_first_part_enters_the_rest_through_the_table_alone() {
    let Parts { first, rest } = parts(MODULE).expect("two parts");
    let stub = "(func $screen (param $0 i32) (param $1 i32) (result i32)\n  (call_indirect $0 (param i32) (param i32) \
                (result i32) (local.get $0) (local.get $1) (i32.const 5)))";
    assert!(first.contains(stub), "{first}");
    assert!(first.contains("(elem (table $0) (i32.const 1) func $base)\n (elem (table $0) (i32.const 3) func $other)"), "{first}");
    let entered = "(elem (table $0) (i32.const 2) func $\"liver_prescreen::ui::paste::{{closure}}\")\n \
                   (elem (table $0) (i32.const 4) func $\"liver_prescreen::ui::paste::{{closure}}\" $screen)";
    assert!(rest.contains(entered), "{rest}");
}

#[test]
fn what_the_rest_uses_the_first_part_exports() {
    let Parts { first, rest } = parts(MODULE).expect("two parts");
    for (export, import) in [
        (
            "(export \"later0\" (func $base))",
            "(import \"a\" \"later0\" (func $base (param i32)))",
        ),
        (
            "(export \"later1\" (func $js))",
            "(import \"a\" \"later1\" (func $js (param i32)))",
        ),
        (
            "(export \"later2\" (global $stack))",
            "(import \"a\" \"later2\" (global $stack (mut i32)))",
        ),
        (
            "(export \"memory\" (memory $0))",
            "(import \"a\" \"memory\" (memory $0 17))",
        ),
    ] {
        assert!(
            first.contains(export) && rest.contains(import),
            "{export}\n{first}\n{rest}"
        );
    }
}

#[test]
fn a_name_ends_where_it_ends() {
    assert_eq!(name("$a::b (param"), "$a::b");
    assert_eq!(name("$a)"), "$a");
    assert_eq!(name(r#"$"a \"b\" c" $d"#), r#"$"a \"b\" c""#);
}

#[test]
fn another_way_of_writing_is_refused() {
    for broken in [
        MODULE.replace("(table $0 4", "(table $1 4"),
        MODULE.replace("(table $0) (i32.const 1)", "(i32.const 1)"),
        MODULE.replace("(module", "(other"),
    ] {
        assert!(parts(&broken).is_err());
    }
}
