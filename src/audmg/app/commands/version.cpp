// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/version.hpp"

#include "audmg/app/commands/commands.hpp"
#include "audmg/lib/openssl/certificate.hpp"
#include "audmg/lib/sqlite/version.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace audmg::app {

ExitCode run(const VersionCommand&, const config::Settings&) {
#if defined(__clang__)
  constexpr const char* kCompiler = __VERSION__;
#else
  constexpr const char* kCompiler = "g++ " __VERSION__;
#endif
#ifdef NDEBUG
  constexpr const char* kBuild = "optimised";
#else
  constexpr const char* kBuild = "debug";
#endif
  fmt::print("Audmg Drive {} ({} build, {})\n", AUDMG_VERSION, kBuild, kCompiler);
  fmt::print("SQLite {}\n", sqlite::library_version());
  fmt::print("{}\n", openssl::library_version());
  fmt::print("libsodium {}\n", sodium::library_version());
  return ExitCode::success;
}

}  // namespace audmg::app
