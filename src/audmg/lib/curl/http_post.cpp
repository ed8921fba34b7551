// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/http_post.hpp"

#include <curl/curl.h>

#include <algorithm>

namespace audmg::curl {
namespace {

struct Reader {
  std::size_t limit;
  std::size_t taken = 0;
  bool full = false;
};

std::size_t count_bytes(char*, std::size_t size, std::size_t count, void* self) {
  auto& reader = *static_cast<Reader*>(self);
  const std::size_t bytes = size * count;
  reader.full = bytes > reader.limit - reader.taken;
  reader.taken += std::min(bytes, reader.limit - reader.taken);
  // Another number than it was given ends the transfer.
  return reader.full ? CURL_WRITEFUNC_ERROR : bytes;
}

}  // namespace

Result<HttpAnswer> http_post(const HttpPost& post) {
  Transfer transfer(post.transfer, post.url, post.plain_allowed ? "http,https" : "https");
  Reader reader{.limit = post.max_answer_bytes};
  std::vector<std::string> fields = post.fields;
  // Not asked for, so that a slow subscriber costs one round trip and not a wait.
  fields.emplace_back("Expect:");
  transfer.set_list(CURLOPT_HTTPHEADER, fields);
  transfer.set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  transfer.set(CURLOPT_POST, 1L);
  transfer.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(post.body.size()));
  transfer.set(CURLOPT_POSTFIELDS, static_cast<void*>(const_cast<char*>(post.body.data())));
  transfer.set(CURLOPT_WRITEFUNCTION, &count_bytes);
  transfer.set(CURLOPT_WRITEDATA, static_cast<void*>(&reader));
  const int code = transfer.perform();
  const bool cut = code == CURLE_WRITE_ERROR && reader.full;
  if (code != CURLE_OK && !cut) return std::unexpected(transfer.error(code, "POST"));
  return HttpAnswer{transfer.response_code(), reader.taken};
}

}  // namespace audmg::curl
