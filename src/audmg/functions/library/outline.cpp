// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/file_cursor.hpp"
#include "audmg/functions/library/file_page.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/media/record/record_json.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr PageLimits kLimits{.standard = 1000, .most = 2000};
/// Files between two cursors: what a client fetches in one go of GET /retrieve.
constexpr std::size_t kFilesPerCursor = 100;

/// The space that a file takes in a grid before its record is fetched.
struct Shape {
  /// Width by height, in thousandths; 0: not known.
  std::int64_t aspect = 0;
  std::string color;
};

Result<Shape> shape_of(const database::File& file) {
  Shape shape;
  if (file.media_record.empty()) return shape;
  AUDMG_TRY(media::MediaRecord record, media::record_from_json(file.media_record));
  if (record.image && record.image->height > 0) {
    shape.aspect = std::llround(1000.0 * record.image->width / record.image->height);
  }
  shape.color = std::move(record.dominant_color);
  return shape;
}

}  // namespace

Response outline(const http::Principal& caller, const http::Request& request,
                 const LibraryServices& services) {
  AUDMG_TRY(database::ListFilesRequest page, read_file_page(caller, request, kLimits, services));
  const std::size_t limit = page.limit;
  page.limit = limit + 1;  // the one more tells whether there is a next page
  AUDMG_TRY(auto files, services.files.list_files(page));
  const bool more = files.size() > limit;
  if (more) files.resize(limit);
  std::vector<Shape> shapes;
  shapes.reserve(files.size());
  for (const auto& file : files) {
    AUDMG_TRY(auto shape, shape_of(file));
    shapes.push_back(std::move(shape));
  }
  const auto cursor_behind = [&](const database::File& file) {
    return seal_cursor({page.owner, page.kind, file.id}, services.signer);
  };

  json::Writer json;
  json.begin_object().key("fileIds").begin_array();
  for (const auto& file : files) json.value(file.id.text());
  json.end_array().key("aspects").begin_array();
  for (const auto& shape : shapes) json.value(shape.aspect);
  json.end_array().key("colors").begin_array();
  for (const auto& shape : shapes) json.value(shape.color);
  json.end_array().key("cursors").begin_array();
  for (std::size_t i = kFilesPerCursor; i < files.size(); i += kFilesPerCursor) {
    json.value(cursor_behind(files[i - 1]));
  }
  json.end_array();
  if (more) json.field("nextCursor", cursor_behind(files.back()));
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
