/**
 * Seeded random numbers: xoshiro128** of Blackman & Vigna (2021), its state filled by splitmix32. The same
 * seed gives the same numbers on every machine.
 */
export class Random {
  readonly #state = new Uint32Array(4);

  /** Any number is a seed; its lowest 32 bits count. */
  constructor(seed: number) {
    let mixed = seed >>> 0;
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      let value = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
      value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
      this.#state[i] = value ^ (value >>> 15);
    }
  }

  #bits(): number {
    const state = this.#state;
    const times5 = Math.imul(state[1]!, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = (state[3]! << 11) | (state[3]! >>> 21);
    return result;
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return ((this.#bits() >>> 5) * 0x4000000 + (this.#bits() >>> 6)) / 0x20000000000000;
  }

  /** Uniform among 0 … size − 1. */
  below(size: number): number {
    return Math.floor(this.uniform() * size);
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log1p(-this.uniform());
  }

  /** Gamma(½, 1): half the square of a standard normal number, by Box & Muller. */
  halfGamma(): number {
    return this.exponential() * Math.cos(2 * Math.PI * this.uniform()) ** 2;
  }

  /** Poisson with the given mean, by the arrivals of a process of rate 1; time grows with the mean. */
  poisson(mean: number): number {
    let count = 0;
    for (let at = this.exponential(); at < mean; at += this.exponential()) count += 1;
    return count;
  }
}
