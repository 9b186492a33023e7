const CryptoJS = require("crypto-js");
const sha256 = require("crypto-js/sha256");

const { Hex, Utf8, Base64, Latin1 } = CryptoJS.enc;
const key = Hex.parse("2b7e151628aed2a6abf7158809cf4f3c");
const iv = Hex.parse("000102030405060708090a0b0c0d0e0f");
const block = Hex.parse("6bc1bee22e409f96e93d7e117393172a");
const bare = { iv, padding: CryptoJS.pad.NoPadding };

function encrypted(mode) {
  return CryptoJS.AES.encrypt(block, key, { ...bare, mode }).ciphertext.toString();
}

module.exports = {
  md5: () => ["", "abc", "中文"].map((text) => CryptoJS.MD5(text).toString()),
  sha1: () => CryptoJS.SHA1("abc").toString(),
  sha256: () => [sha256("abc").toString(), sha256("abc").toString(Base64)],
  sha512: () => CryptoJS.SHA512("abc").toString(),
  // As the library has it: Keccak from before the standard.
  sha3: () => CryptoJS.SHA3("abc", { outputLength: 256 }).toString(),
  ripemd160: () => CryptoJS.RIPEMD160("abc").toString(),
  progressively() {
    const hash = CryptoJS.algo.SHA256.create();
    for (let i = 0; i < 1000; i++) {
      hash.update("0123456789");
    }
    return hash.finalize().toString();
  },
  hmac: () => CryptoJS.HmacSHA256("what do ya want for nothing?", "Jefe").toString(),
  pbkdf2: () =>
    CryptoJS.PBKDF2("password", "salt", { keySize: 5, iterations: 2, hasher: CryptoJS.algo.SHA1 }).toString(),
  aes: () => ["ECB", "CBC", "CFB", "OFB", "CTR"].map((name) => encrypted(CryptoJS.mode[name])),
  aesDecrypts: () =>
    CryptoJS.AES.decrypt({ ciphertext: Hex.parse("3ad77bb40d7a3660a89ecaf32466ef97") }, key, {
      mode: CryptoJS.mode.ECB, padding: CryptoJS.pad.NoPadding,
    }).toString(),
  tripleDes: () =>
    CryptoJS.TripleDES.encrypt(Hex.parse("0000000000000000"), Hex.parse("800101010101010180010101010101018001010101010101"), {
      mode: CryptoJS.mode.ECB, padding: CryptoJS.pad.NoPadding,
    }).ciphertext.toString(),
  rc4: () => CryptoJS.RC4.encrypt(Hex.parse("0000000000000000"), Hex.parse("0123456789abcdef")).ciphertext.toString(),
  salted() {
    const sealed = CryptoJS.AES.encrypt("口令", "passphrase").toString();
    return [Latin1.stringify(Base64.parse(sealed)).slice(0, 8), CryptoJS.AES.decrypt(sealed, "passphrase").toString(Utf8)];
  },
  opensslSalted: () =>
    CryptoJS.AES.encrypt("secret", "passphrase", { salt: Hex.parse("0102030405060708") }).toString(),
  encodings: () => [
    Base64.stringify(Utf8.parse("中文😀")), Utf8.stringify(Base64.parse("5Lit5paH8J+YgA==")),
    CryptoJS.enc.Utf16.parse("中").toString(), CryptoJS.enc.Base64url.stringify(Hex.parse("fbff")),
  ],
  typedArrays: () => CryptoJS.lib.WordArray.create(new Uint8Array([1, 2, 3, 255])).toString(),
  random: () => CryptoJS.lib.WordArray.random(16).toString().length,
};
