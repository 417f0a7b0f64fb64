(() => {
  // Reloading or coming back asks for the list again instead of sending the form again; the key is shown this once.
  history.replaceState(null, "", location.href);
})();
