//! The values handed to a template: anything that can be serialised, under its name.

/// Like `minijinja::context!`, for values that are serialised.
macro_rules! values {
    (@one $key:ident) => { minijinja::Value::from(minijinja::value::Serde(&$key)) };
    (@one $key:ident $value:expr) => { minijinja::Value::from(minijinja::value::Serde(&$value)) };
    ($($key:ident $(=> $value:expr)?),* $(, ..$rest:expr)? $(,)?) => {
        minijinja::context! { $($key => values!(@one $key $($value)?)),* $(, ..$rest)? }
    };
}

pub(crate) use values;
