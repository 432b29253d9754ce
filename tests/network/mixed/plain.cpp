// SPDX-License-Identifier: Apache-2.0
// The host side of a separately compiled program.
void launch(int* p);
int main(int argc, char**) {
    if (argc > 1) launch(nullptr);
    return 0;
}
