// The keys 1 to 4 press the grades of a review. Where they stand there is no field to type into.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});
