//! What is known about the pictures, videos and audios of the library.
