//! Leaves out of a page and of style sheets what only readers of the source need: comments and indentation. Scripts go
//! through a minifier; here compression does the rest.

/// Takes comments and needless white space out of a style sheet; strings are left alone.
pub fn style(source: &str) -> String {
    let mut kept = String::new();
    let mut characters = source.chars().peekable();
    let mut space = false;
    while let Some(character) = characters.next() {
        if character == '/' && characters.peek() == Some(&'*') {
            characters.next();
            let mut before = ' ';
            for inside in characters.by_ref() {
                if before == '*' && inside == '/' {
                    break;
                }
                before = inside;
            }
            space = true;
            continue;
        }
        if character.is_ascii_whitespace() {
            space = true;
            continue;
        }
        if space
            && !matches!(character, '{' | '}' | ';' | ',')
            && !kept.ends_with(['{', '}', ';', ','])
            && !kept.is_empty()
        {
            kept.push(' ');
        }
        space = false;
        if character == '}' && kept.ends_with(';') {
            kept.pop();
        }
        kept.push(character);
        if matches!(character, '"' | '\'') {
            while let Some(inside) = characters.next() {
                kept.push(inside);
                if inside == '\\' {
                    kept.extend(characters.next());
                } else if inside == character {
                    break;
                }
            }
        }
    }
    kept
}

/// Takes comments and indentation out of a page, which has neither `pre` nor `textarea`.
pub fn page(source: &str) -> String {
    let mut kept = String::new();
    let mut rest = source;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        rest = rest[start..]
            .find("-->")
            .map_or("", |end| &rest[start + end + 3..]);
    }
    kept.push_str(rest);
    let lines: Vec<&str> = kept
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_keeps_what_means_something() {
        let source = "/* why */\na :hover , b > c {\n  margin: calc(1px + 2px) ;\n  content: \"  /* a */ ; \";\n}\n\nd { --e: 1 }";
        let expected = "a :hover,b > c{margin: calc(1px + 2px);content: \"  /* a */ ; \"}d{--e: 1}";
        assert_eq!(style(source), expected);
    }

    #[test]
    fn a_page_loses_comments_only() {
        assert_eq!(page("<p>\n  a <!-- b -->c\n\n</p>"), "<p>\na c\n</p>\n");
    }
}
