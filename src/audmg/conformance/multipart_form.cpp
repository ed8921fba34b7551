// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/multipart_form.hpp"

#include "audmg/lib/openssl/random.hpp"

#include <fmt/format.h>

#include <string>

namespace audmg::conformance {

Call upload_call(std::string_view token, std::string_view field, std::string_view file_name,
                 std::string_view bytes) {
  const std::string boundary = "audmg-conform-" + openssl::random_text(12);
  std::string body = fmt::format(
      "--{}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n"
      "Content-Type: application/octet-stream\r\n\r\n",
      boundary, field, file_name);
  body.append(bytes).append("\r\n--").append(boundary).append("--\r\n");
  return {.method = "POST",
          .target = "/upload",
          .token = std::string(token),
          .body = std::move(body),
          .content_type = "multipart/form-data; boundary=" + boundary};
}

}  // namespace audmg::conformance
