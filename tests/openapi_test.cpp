// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/text.hpp"
#include "audmg/functions/route.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace audmg::functions {
namespace {

// The data plane: the server answers these itself, they are no functions.
const std::set<std::string> kDataPlane = {"get_object", "head_object", "put_part"};

boost::json::value read_document() {
  std::ifstream file(AUDMG_OPENAPI_DOCUMENT, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return boost::json::parse(text);
}

/// "POST /signup" -> operation.
std::map<std::string, boost::json::object> operations_of(const boost::json::value& document) {
  std::map<std::string, boost::json::object> operations;
  for (const auto& path : document.at("paths").as_object()) {
    for (const auto& item : path.value().as_object()) {
      if (item.key() == "parameters") continue;
      operations[upper_case(std::string_view(item.key())) + " " + std::string(path.key())] =
          item.value().as_object();
    }
  }
  return operations;
}

std::string name_of(const Route& route) {
  return std::string(http::to_string(route.method)) + " " + std::string(route.path);
}

TEST(OpenApi, DescribesEveryRouteOfTheTable) {
  const auto operations = operations_of(read_document());
  ASSERT_FALSE(routes().empty());
  for (const Route& route : routes()) {
    const auto operation = operations.find(name_of(route));
    ASSERT_NE(operation, operations.end()) << name_of(route) << " is not in docs/openapi.json";
    EXPECT_EQ(operation->second.at("operationId").as_string(), route.function) << name_of(route);
    const bool is_open = operation->second.at("security").as_array().empty();
    EXPECT_EQ(is_open, route.auth == Auth::none) << name_of(route);
  }
}

TEST(OpenApi, DescribesNothingElse) {
  std::set<std::string> known;
  for (const Route& route : routes()) known.insert(name_of(route));
  for (const auto& [name, operation] : operations_of(read_document())) {
    const std::string id(operation.at("operationId").as_string());
    EXPECT_TRUE(known.contains(name) || kDataPlane.contains(id)) << name;
  }
}

TEST(Routes, HaveNoTwin) {
  std::set<std::string> names;
  std::set<std::string> functions;
  for (const Route& route : routes()) {
    EXPECT_TRUE(names.insert(name_of(route)).second) << name_of(route);
    EXPECT_TRUE(functions.insert(std::string(route.function)).second) << route.function;
  }
}

}  // namespace
}  // namespace audmg::functions
