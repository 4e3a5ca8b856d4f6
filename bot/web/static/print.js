// A button that prints the page.
document.getElementById("print").addEventListener("click", function () { window.print(); });
