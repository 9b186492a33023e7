// expect: a long text for a date is read in time, or ends at a limit
// group: native
// judge: ok or limit cpu wall memory
// says: DONE
for (const part of ["1", " ", "(", "Jan ", "1:", "-", "+0", "T"]) new Date(part.repeat(3000));
console.log("DONE");
