// SPDX-License-Identifier: Apache-2.0
// The tools that get shims: NVIDIA's, and none that a system has of its own.
#include "unit/catalog/tables/builtin_tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace cudaenv::catalog {
namespace {

using testing::IsSupersetOf;

using BuiltinToolTable = test::BuiltinTables;

/// What stands in /usr/bin and the like of some system: coreutils, binutils, compilers, build and
/// version control, shells and their builtins, editors, pagers, network, archives, packages,
/// languages, processes, privileges.
constexpr const char* kSystemTools =
    "[ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown chroot cksum comm cp "
    "csplit cut date dd df dir dircolors dirname du echo env expand expr factor false fmt fold "
    "groups head hostid id install join kill link ln logname ls md5sum mkdir mkfifo mknod mktemp "
    "mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd readlink "
    "realpath rm rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf "
    "sleep sort split stat stdbuf stty sum sync tac tail tee test timeout touch tr true truncate "
    "tsort tty uname unexpand uniq unlink users vdir wc who whoami yes "
    "addr2line ar as c++filt dwp elfedit gold gprof ld ld.bfd ld.gold ld.lld lld mold nm objcopy "
    "objdump ranlib readelf size strings strip "
    "c++ c89 c99 cc clang clang++ clang-cl clang-format clang-tidy cpp f77 f95 fpp g++ gcc gcc-ar "
    "gcc-nm gcc-ranlib gcov gfortran icc icpc icpx icx ifort llvm-config nvc nvc++ nvfortran pgcc "
    "tcc "
    "autoconf automake bazel bison ccache cmake cpack ctest distcc flex gdb gdbserver gmake lldb "
    "ltrace m4 make meson ninja patch perf pkg-config pkgconf strace valgrind xxd "
    "bzr cvs gh git git-lfs hg svn "
    "ash bash busybox csh dash fish ksh mksh nu sh tcsh tmux screen zsh "
    "alias bg bind builtin cd command declare eval exec exit export fg getopts hash history jobs "
    "let local popd pushd read return set shift source time times trap type typeset ulimit umask "
    "unalias unset wait "
    "code ed emacs ex joe less micro more nano nvim pico vi view vim "
    "curl dig ftp host ip nc ncat netcat nmap nslookup ping rsync scp sftp socat ssh ssh-add "
    "ssh-agent ssh-keygen sshd telnet traceroute wget "
    "7z bunzip2 bzip2 cpio gunzip gzip lz4 tar unxz unzip xz zcat zip zstd "
    "apk apt apt-get brew conda dnf dpkg flatpak gem mamba npm pacman pip pip3 pipx rpm snap uv "
    "yum zypper "
    "awk bc cargo dc diff find gawk go grep java javac jq lua mawk node perl php python python2 "
    "python3 ruby rustc sed xargs "
    "chsh crontab ctl df free fuser htop kill killall login lsof mount nvtop pgrep pkexec pkill ps "
    "reboot renice service setsid shutdown su sudo systemctl sysctl top umount uptime watch "
    "docker gpg gpg2 kubectl modprobe nvidia-smi openssl passwd podman srun "
    "cudaenv cudaenv-shim direnv lmod module modulecmd starship";

TEST_F(BuiltinToolTable, SharesNoNameWithASystem) {
    const std::set<std::string> tools = catalog().tools().names();
    std::istringstream names(kSystemTools);
    std::size_t count = 0;
    for (std::string name; names >> name; ++count) EXPECT_FALSE(tools.contains(name)) << name;
    EXPECT_GT(count, 300U);
}

TEST_F(BuiltinToolTable, HoldsOnlyPlainNames) {
    for (const std::string& name : catalog().tools().names()) {
        EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789+._-"),
                  std::string::npos)
            << name;
        EXPECT_NE(name.front(), '.') << name;
        EXPECT_NE(name.front(), '-') << name;
    }
}

TEST_F(BuiltinToolTable, HasTheToolsThatPeopleType) {
    EXPECT_THAT(catalog().tools().names(),
                IsSupersetOf({"nvcc",
                              "ptxas",
                              "fatbinary",
                              "cudafe++",
                              "nvlink",
                              "bin2c",
                              "cuobjdump",
                              "nvdisasm",
                              "nvprune",
                              "cu++filt",
                              "cuda-gdb",
                              "cuda-memcheck",
                              "compute-sanitizer",
                              "nvprof",
                              "nvvp",
                              "nsys",
                              "ncu",
                              "tileiras",
                              "trtexec"}));
}

TEST_F(BuiltinToolTable, NamesComponentsThatTheCatalogueHas) {
    std::set<std::string> components;
    for (const Product product : catalog().products()) {
        for (const Summary& summary : catalog().summaries(product)) {
            for (const Offer& offer : catalog().release(product, summary.version).offers) {
                for (const auto& [platform, archives] : offer.archives) {
                    for (const Archive& archive : archives) components.insert(archive.component);
                }
            }
        }
    }
    for (const ToolRow& row : catalog().tools().rows)
        EXPECT_TRUE(components.contains(row.component)) << row.component;
}

TEST_F(BuiltinToolTable, CitesEveryDocumentThatItExplains) {
    test::Cited cited;
    cited.add(catalog().tools().rows);
    cited.expect_all_of(catalog().tools().citations);
}

}  // namespace
}  // namespace cudaenv::catalog
