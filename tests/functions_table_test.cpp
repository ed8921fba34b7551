// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The tables of functions as one document, which the tests of other languages read.
#include "audmg/functions/job.hpp"
#include "audmg/functions/route.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace audmg::functions {
namespace {

const std::string kGolden = std::string(AUDMG_GOLDEN_DIR) + "/functions.json";

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string rights_text(Rights rights) {
  std::string text;
  for (const std::string_view name : names_of(rights)) {
    text.append(text.empty() ? "" : ", ").append(quoted(name));
  }
  return '[' + text + ']';
}

std::string row_of(const Route& route) {
  return "{\"function\": " + quoted(route.function) +
         ", \"method\": " + quoted(http::to_string(route.method)) +
         ", \"path\": " + quoted(route.path) +
         ", \"auth\": " + (route.auth == Auth::access_token ? "true" : "false") +
         ", \"scope\": " + quoted(to_string(route.scope)) +
         ", \"rights\": " + rights_text(route.rights) + '}';
}

std::string row_of(const JobRoute& route) {
  return "{\"function\": " + quoted(route.function) + ", \"queue\": " + quoted(route.queue) +
         ", \"rights\": " + rights_text(route.rights) + '}';
}

template <class Rows>
std::string table_of(const Rows& rows) {
  std::string text;
  for (const auto& row : rows)
    text.append(text.empty() ? "" : ",\n").append("    ").append(row_of(row));
  return text;
}

std::string table() {
  return "{\n  \"routes\": [\n" + table_of(routes()) + "\n  ],\n  \"jobs\": [\n" +
         table_of(job_routes()) + "\n  ]\n}\n";
}

TEST(FunctionsTable, IsTheGoldenOne) {
  if (std::getenv("AUDMG_TEST_ACCEPT") != nullptr) {
    std::ofstream(kGolden) << table();
    return;
  }
  std::ifstream file(kGolden);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(table(), golden) << "Accept with AUDMG_TEST_ACCEPT=1 and review the diff.";
}

}  // namespace
}  // namespace audmg::functions
