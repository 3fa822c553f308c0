//! Numbers drawn by xoshiro256**, the same on every machine.

/// The state of xoshiro256**, seeded by splitmix64 (Blackman and Vigna, 2018).
pub(crate) struct Random([u64; 4]);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        let mut z = seed;
        Random([(); 4].map(|()| {
            z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut y = z;
            y = (y ^ (y >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            y = (y ^ (y >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            y ^ (y >> 31)
        }))
    }

    fn next(&mut self) -> u64 {
        let s = &mut self.0;
        let drawn = s[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        drawn
    }

    /// From 0 to `bound` − 1.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let wide = (u128::from(self.next()) * u128::from(bound)) >> 64;
        u32::try_from(wide).expect("a drawn number is below its bound")
    }

    /// Yes, in `percent` of 100 cases.
    pub(crate) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// How often a coin fails that succeeds once in `mean` + 1 throws, at most `cap`.
    pub(crate) fn geometric(&mut self, mean: u32, cap: u32) -> u32 {
        if mean <= 200 {
            return self.failures(mean, cap);
        }
        // A long way is gone in blocks, and the place within the last one drawn.
        let block = mean / 50;
        let far = self.failures(50, cap.div_ceil(block)) * block;
        (far + self.below(block)).min(cap)
    }

    fn failures(&mut self, mean: u32, most: u32) -> u32 {
        (0..most).find(|_| self.below(mean + 1) == 0).unwrap_or(most)
    }
}
