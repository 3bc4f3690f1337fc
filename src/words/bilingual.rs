//! Texts that are shown in both languages at once: the choice of a language, and what can go wrong while Chinese loads.

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Bilingual {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

/// The names of the languages, each in itself.
pub const NAMES: Bilingual = Bilingual {
    en: "English",
    zh: "中文",
};

/// While Chinese is on its way.
pub const LOADING: Bilingual = Bilingual {
    en: "Chinese is loading …",
    zh: "正在加载中文……",
};

/// When it did not arrive.
pub const FAILED: Bilingual = Bilingual {
    en: "Chinese could not be loaded. Check the connection and try again.",
    zh: "中文无法加载。请检查网络连接后重试。",
};

/// To try again.
pub const RETRY: Bilingual = Bilingual {
    en: "Try again",
    zh: "重试",
};
