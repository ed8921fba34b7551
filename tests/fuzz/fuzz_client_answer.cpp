// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A drive that a person logs in to may be anyone's: whatever it answers, names stay in their
// folder.
#include "audmg/client/account.hpp"
#include "audmg/client/api_answer.hpp"
#include "audmg/client/local_names.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/client/sidecar.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace audmg;

namespace {

void check_name(std::string_view text) {
  const std::string name = client::local_name(text);
  AUDMG_ASSERT(!name.empty() && name.size() <= 200 && name.front() != '.');
  AUDMG_ASSERT(name.find('/') == std::string::npos && name.find('\0') == std::string::npos);
  AUDMG_ASSERT(client::name_with(name, "x").size() == name.size() + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const client::ApiAnswer answer = client::read_answer({.status = 200, .fields = {}, .body = text});
  (void)client::error_of(answer);
  check_name(text);
  if (const auto file = client::read_file(answer.body)) {
    check_name(file->name);
    const std::string folder = client::folder_of_date(file->date);
    AUDMG_ASSERT(folder == "undated" || (folder.size() == 7 && folder[4] == '/'));
    (void)client::sidecar_of(*file);
  }
  if (const auto account = client::account_from_json(text)) {
    const std::string again = client::account_to_json(*account);
    AUDMG_ASSERT(client::account_to_json(*client::account_from_json(again)) == again);
  }
  return 0;
}
