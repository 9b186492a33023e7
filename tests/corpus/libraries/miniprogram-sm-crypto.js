const { sm2, sm3, sm4 } = require("miniprogram-sm-crypto");

// GM/T 0003.5-2012, appendix A.2: the signature of "message digest".
const privateKey = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
const publicKey =
  "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
  "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
const signature =
  "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3" +
  "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
// GB/T 32907-2016, appendix A.1.
const key = "0123456789abcdeffedcba9876543210";
const bytes = key.match(/../g).map((pair) => parseInt(pair, 16));
const none = { padding: "none" };

module.exports = {
  sm3: () => ["abc", "abcd".repeat(16), "中文"].map((text) => sm3(text)),
  sm3Hmac: () => sm3("abc", { key: "0b".repeat(32) }),
  sm4: () => [sm4.encrypt(bytes, key, none), sm4.encrypt("中文", key)],
  sm4Bytes: () => sm4.encrypt(bytes, bytes, { padding: "none", output: "array" }),
  sm4Decrypts: () => sm4.decrypt(sm4.encrypt("hello world! 我是 juneandgreen.", key), key),
  sm4Cbc() {
    const options = { mode: "cbc", iv: "fedcba98765432100123456789abcdef" };
    const sealed = sm4.encrypt("国密", key, options);
    return [sealed, sm4.decrypt(sealed, key, options)];
  },
  sm4Many() {
    let block = bytes;
    for (let i = 0; i < 1000; i++) {
      block = sm4.encrypt(block, bytes, { padding: "none", output: "array" });
    }
    return block;
  },
  sm2PublicKey: () => sm2.getPublicKeyFromPrivateKey(privateKey) === publicKey && sm2.compressPublicKeyHex(publicKey),
  sm2Verifies: () => [
    sm2.doVerifySignature("message digest", signature, publicKey, { hash: true, userId: "1234567812345678" }),
    sm2.doVerifySignature("message digesT", signature, publicKey, { hash: true, userId: "1234567812345678" }),
  ],
  sm2Signs() {
    const signed = sm2.doSignature("消息", privateKey, { hash: true, der: true, publicKey });
    return sm2.doVerifySignature("消息", signed, publicKey, { hash: true, der: true });
  },
  sm2Encrypts() {
    const keys = sm2.generateKeyPairHex();
    return [0, 1].map((mode) => sm2.doDecrypt(sm2.doEncrypt("秘密", keys.publicKey, mode), keys.privateKey, mode));
  },
};
