// A browser tells of a moved caret with a frame to come. What is drawn before that would put the caret back to where the
// editor knows it: whatever does not come from whoever writes here asks first.
export const heed = (view) => view.domObserver?.flush();
