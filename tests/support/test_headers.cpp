// SPDX-License-Identifier: Apache-2.0
// Nothing: the target is there for its precompiled headers, and gtest_main is the program.
