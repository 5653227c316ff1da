// The codes of the door: read however they were typed or scanned, and hashed as the list has them. The same rules as
// juluo/desk/events/codes.py. By hand, because browsers lend no SHA-256 to pages that didn't come over https.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS = 12;
const CHECK = 1024;
const PRIME = 1021;
const ROUNDS = 1000;
const ALIKE = { I: "1", L: "1", O: "0" };

// The plain letters of a code; null where it is none, or was mistyped.
export function readCode(typed) {
  const plain = typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/[ILO]/g, (one) => ALIKE[one]);
  if (plain.length !== LETTERS || [...plain].some((one) => !ALPHABET.includes(one))) return null;
  // Fifty bits and ten: together more than a number holds exactly.
  const value = [...plain.slice(0, -2)].reduce((sum, one) => sum * 32 + ALPHABET.indexOf(one), 0);
  const check = ALPHABET.indexOf(plain.at(-2)) * 32 + ALPHABET.indexOf(plain.at(-1));
  return check < CHECK && value % PRIME === check ? plain : null;
}

// PBKDF2 (RFC 8018) with HMAC-SHA-256 (FIPS 198-1, 180-4), 16 bytes, of what fits into one block each.
export function hashOf(salt, letters) {
  const key = words(letters);
  const inner = squeezed(START, key.map((one) => one ^ 0x36363636));
  const outer = squeezed(START, key.map((one) => one ^ 0x5c5c5c5c));
  const sealed = (block) => squeezed(outer, ended(squeezed(inner, block), 64 + 32));
  const first = words(`${salt}\0\0\0\x01\x80`);
  first[15] = (64 + salt.length + 4) * 8;
  let told = sealed(first);
  const sum = Uint32Array.from(told);
  for (let round = 1; round < ROUNDS; round += 1) {
    told = sealed(ended(told, 64 + 32));
    for (let at = 0; at < 8; at += 1) sum[at] ^= told[at];
  }
  return [...sum.slice(0, 4)].map((one) => one.toString(16).padStart(8, "0")).join("");
}

const primes = (() => {
  const found = [];
  for (let one = 2; found.length < 64; one += 1) if (found.every((other) => one % other)) found.push(one);
  return found;
})();
const fraction = (value) => Math.floor((value - Math.floor(value)) * 2 ** 32);
const START = Uint32Array.from(primes.slice(0, 8), (one) => fraction(Math.sqrt(one)));
const TURNS = Uint32Array.from(primes, (one) => fraction(Math.cbrt(one)));
const turned = (value, by) => (value >>> by) | (value << (32 - by));

function words(text) {
  const block = new Uint32Array(16);
  for (let at = 0; at < text.length; at += 1) block[at >> 2] |= text.charCodeAt(at) << (24 - 8 * (at & 3));
  return block;
}

function ended(eight, bytes) {
  const block = new Uint32Array(16);
  block.set(eight);
  block[8] = 0x80000000;
  block[15] = bytes * 8;
  return block;
}

function squeezed(state, block) {
  const all = new Uint32Array(64);
  all.set(block);
  for (let at = 16; at < 64; at += 1) {
    const [far, near] = [all[at - 15], all[at - 2]];
    const low = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
    const high = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
    all[at] = all[at - 16] + low + all[at - 7] + high;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at += 1) {
    const mixed = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + mixed + ((e & f) ^ (~e & g)) + TURNS[at] + all[at]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return Uint32Array.from([a, b, c, d, e, f, g, h], (one, at) => one + state[at]);
}
