// SPDX-License-Identifier: Apache-2.0
// Holds the place of this module until its first source.
