// expect: a clear error or a limit
// group: deep
// judge: error \S or limit cpu memory
async function down() {
  await down();
}
down();
