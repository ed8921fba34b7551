// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/object_answer.hpp"

#include "audmg/http/conditional.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/range.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <utility>

namespace audmg::dispatch {
namespace {

constexpr std::string_view kUnknownType = "application/octet-stream";

ObjectAnswer whole(http::Headers headers, std::uint64_t size) {
  ObjectAnswer answer{.status = 200, .headers = std::move(headers), .pieces = {}};
  answer.content_length = size;
  if (size > 0) answer.pieces.push_back({"", {0, size}});
  return answer;
}

ObjectAnswer one_range(http::Headers headers, const ByteRange& range, std::uint64_t size) {
  ObjectAnswer answer{.status = 206, .headers = std::move(headers), .pieces = {{"", range}}};
  answer.headers.add("Content-Range", http::content_range(range, size));
  answer.content_length = range.length;
  return answer;
}

/// RFC 9110 section 14.6.
ObjectAnswer many_ranges(http::Headers headers, const std::vector<ByteRange>& ranges,
                         std::uint64_t size, const std::string& content_type,
                         const std::string& boundary) {
  ObjectAnswer answer{.status = 206, .headers = std::move(headers), .pieces = {}};
  for (const auto& range : ranges) {
    std::string text = answer.pieces.empty() ? "--" : "\r\n--";
    text.append(boundary).append("\r\nContent-Type: ").append(content_type);
    text.append("\r\nContent-Range: ").append(http::content_range(range, size));
    text.append("\r\n\r\n");
    answer.pieces.push_back({std::move(text), range});
  }
  answer.pieces.push_back({"\r\n--" + boundary + "--\r\n", {}});
  for (const auto& piece : answer.pieces) {
    answer.content_length += piece.text.size() + piece.range.length;
  }
  answer.headers.set("Content-Type", "multipart/byteranges; boundary=" + boundary);
  return answer;
}

ObjectAnswer refusal(const http::Request& request, int status, std::string code,
                     std::string message) {
  auto response = http::problem_response(
      http::Problem{
          .status = status, .code = std::move(code), .message = std::move(message), .errors = {}},
      request.request_id);
  ObjectAnswer answer{.status = status, .headers = std::move(response.headers), .pieces = {}};
  answer.content_length = response.body.size();
  answer.pieces.push_back({std::move(response.body), {}});
  return answer;
}

http::Headers media_headers(const storage::SignedAccess& access, const storage::ObjectInfo& info,
                            const std::string& content_type, const std::string& etag) {
  constexpr std::size_t kMostFields = 7;  // with Content-Range
  http::Headers headers;
  headers.reserve(kMostFields);
  headers.add("Content-Type", content_type);
  if (!access.response_content_disposition.empty()) {
    headers.add("Content-Disposition", access.response_content_disposition);
  }
  headers.add("ETag", etag);
  headers.add("Last-Modified", format_http_date(info.last_modified));
  headers.add("Cache-Control", "private, max-age=3600, immutable");
  headers.add("Accept-Ranges", "bytes");
  return headers;
}

ObjectAnswer plan_get(const http::Request& request, const storage::SignedAccess& access,
                      const storage::ObjectInfo& info) {
  const std::string etag = "\"" + info.etag + "\"";
  const http::Validators validators{.etag = etag, .last_modified = info.last_modified};
  const auto precondition =
      http::evaluate_preconditions(request.method, request.headers, validators);
  if (precondition == http::Precondition::failed) {
    return refusal(request, 412, "precondition_failed", "The object is another one.");
  }
  const std::string content_type = access.response_content_type.empty()
                                       ? std::string(kUnknownType)
                                       : access.response_content_type;
  auto headers = media_headers(access, info, content_type, etag);
  if (precondition == http::Precondition::not_modified) {
    return {.status = 304, .headers = std::move(headers), .pieces = {}};
  }
  // RFC 9110 section 14.2: Range is defined for GET only.
  const auto range = request.headers.find("Range");
  if (!range || request.method != http::Method::get ||
      !http::range_applies(request.headers, validators)) {
    return whole(std::move(headers), info.size);
  }
  const auto selection = http::select_ranges(*range, info.size);
  switch (selection.answer) {
    case http::RangeAnswer::whole:
      break;
    case http::RangeAnswer::partial:
      if (selection.ranges.size() == 1) {
        return one_range(std::move(headers), selection.ranges.front(), info.size);
      }
      return many_ranges(std::move(headers), selection.ranges, info.size, content_type,
                         "audmg-" + request.request_id);
    case http::RangeAnswer::unsatisfiable: {
      auto answer = refusal(request, 416, "range_not_satisfiable",
                            "The object has no byte in the range asked for.");
      answer.headers.add("Content-Range", http::unsatisfied_content_range(info.size));
      return answer;
    }
  }
  return whole(std::move(headers), info.size);
}

}  // namespace

ObjectAnswer plan_object_answer(const http::Request& request, const storage::SignedAccess& access,
                                const storage::ObjectInfo& info) {
  auto answer = plan_get(request, access, info);
  if (request.method == http::Method::head) answer.pieces.clear();
  return answer;
}

}  // namespace audmg::dispatch
