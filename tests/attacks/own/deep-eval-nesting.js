// expect: contained
// group: deep
// judge: ok or error \S or limit cpu memory crash
(function down() {
  eval("down()");
})();
