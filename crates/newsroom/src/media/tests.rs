//! Headers by the byte.

use super::*;
