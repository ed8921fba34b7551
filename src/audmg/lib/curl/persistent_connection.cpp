// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/persistent_connection.hpp"

#include "audmg/lib/curl/error.hpp"

#include <curl/curl.h>

#include <array>
#include <tuple>

namespace audmg::curl {
namespace {

void set_up_once() {
  static const CURLcode kCode = curl_global_init(CURL_GLOBAL_DEFAULT);
  AUDMG_ASSERT(kCode == CURLE_OK);
}

/// A process on this machine accepts at once or not at all.
constexpr long kConnectTimeoutMs = 5'000;

struct Answer {
  LocalAnswer taken;
  std::size_t max_bytes;
  bool too_large = false;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& answer = *static_cast<Answer*>(self);
  const std::size_t length = size * count;
  answer.too_large = length > answer.max_bytes - answer.taken.body.size();
  if (answer.too_large) return CURL_WRITEFUNC_ERROR;
  answer.taken.body.append(bytes, length);
  return length;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

std::size_t take_field(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& answer = *static_cast<Answer*>(self);
  const std::string_view line(bytes, size * count);
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/")) answer.taken.fields.clear();  // after a 100 the real head follows
  if (colon != std::string_view::npos && !line.starts_with("HTTP/")) {
    answer.taken.fields.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
  }
  return line.size();
}

struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

List make_list(const std::vector<std::string>& lines) {
  List list;
  for (const std::string& line : lines) {
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    AUDMG_ASSERT(longer != nullptr);
    std::ignore = list.release();
    list.reset(longer);
  }
  return list;
}

}  // namespace

struct PersistentConnection::State {
  CURL* handle = nullptr;
  std::size_t max_answer_bytes = 0;
  std::array<char, CURL_ERROR_SIZE> message{};
  ~State() { curl_easy_cleanup(handle); }
};

PersistentConnection::PersistentConnection(std::size_t max_answer_bytes) {
  set_up_once();
  state_ = std::make_unique<State>();
  state_->max_answer_bytes = max_answer_bytes;
  state_->handle = curl_easy_init();
  AUDMG_ASSERT(state_->handle != nullptr);
}

PersistentConnection::~PersistentConnection() = default;

Result<LocalAnswer> PersistentConnection::send(const LocalRequest& request) {
  CURL* const handle = state_->handle;
  // Keeps the connection, and nothing of the request before.
  curl_easy_reset(handle);
  Answer answer{.taken = {}, .max_bytes = state_->max_answer_bytes};
  std::vector<std::string> lines = request.fields;
  // Not asked for, so that a large body costs no wait for a 100.
  lines.emplace_back("Expect:");
  const List fields = make_list(lines);
  state_->message.front() = '\0';
  const auto set = [handle](CURLoption option, auto value) {
    AUDMG_ASSERT(curl_easy_setopt(handle, option, value) == CURLE_OK);
  };
  set(CURLOPT_ERRORBUFFER, state_->message.data());
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http");
  set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  set(CURLOPT_NOSIGNAL, 1L);
  // An empty text also switches off the proxies that the environment names.
  set(CURLOPT_PROXY, "");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  set(CURLOPT_HTTPHEADER, fields.get());
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  set(CURLOPT_HEADERFUNCTION, &take_field);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&answer));
  if (request.is_post) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    // Null would make libcurl read the standard input.
    set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
  }
  const CURLcode code = curl_easy_perform(handle);
  if (answer.too_large) return fail(ErrorCode::too_large, "the answer is too large");
  if (code != CURLE_OK) {
    return std::unexpected(
        make_error(code, request.is_post ? "POST" : "GET", state_->message.data()));
  }
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  answer.taken.status = static_cast<int>(status);
  return std::move(answer.taken);
}

}  // namespace audmg::curl
