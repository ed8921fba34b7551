// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/file_page.hpp"
#include "audmg/functions/library/listing_request.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogue_entry.hpp"
#include "audmg/library/catalogues.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr PageLimits kOutlinePages{.standard = 1000, .most = 2000};
/// Files between two cursors: what a client fetches in one go of GET /retrieve.
constexpr std::size_t kFilesPerCursor = 100;

/// A page of files, each with what a grid needs before its record is fetched.
struct OutlinePage {
  std::vector<catalogue::Listed> files;
  bool more = false;
};

catalogue::Listed listed(const database::File& file) {
  const catalogue::Entry entry =
      library::catalogue_entry(file).value_or(library::bare_catalogue_entry(file));
  return {.id = file.id,
          .date = entry.date,
          .aspect = entry.aspect,
          .color = entry.color,
          .position = {}};
}

/// Rows need no catalogue, so a library is shown while its catalogue is being made.
Outcome<OutlinePage> outline_of_newest(const ListingRequest& request,
                                       const LibraryServices& services) {
  AUDMG_TRY(database::ListFilesRequest list, file_page(request, services));
  list.limit = request.limit + 1;  // the one more tells whether there is a next page
  AUDMG_TRY(auto files, services.files.list_files(list));
  OutlinePage page{.files = {}, .more = files.size() > request.limit};
  if (page.more) files.resize(request.limit);
  page.files.reserve(files.size());
  for (const database::File& file : files) page.files.push_back(listed(file));
  return page;
}

Outcome<OutlinePage> outline_of_catalogue(const ListingRequest& request,
                                          const LibraryServices& services) {
  AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(request.owner));
  AUDMG_TRY(auto listing, list_page(catalogue, request, services));
  return OutlinePage{.files = std::move(listing.files), .more = listing.more};
}

/// "2019-07-14T18:30:00"
std::string date_text(catalogue::LocalTime date) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(date);
  return fmt::format("{:%FT%T}", std::chrono::sys_seconds(seconds.time_since_epoch()));
}

std::string color_text(const std::optional<std::uint32_t>& color) {
  return color ? fmt::format("#{:06x}", *color) : std::string();
}

template <class Value>
void write_column(json::Writer& json, std::string_view name,
                  const std::vector<catalogue::Listed>& files, Value value) {
  json.key(name).begin_array();
  for (const catalogue::Listed& file : files) json.value(value(file));
  json.end_array();
}

}  // namespace

Response outline(const http::Principal& caller, const http::Request& request,
                 const LibraryServices& services) {
  AUDMG_TRY(const ListingRequest listing,
            read_listing_request(caller.user, request.query, kOutlinePages));
  AUDMG_TRY(const OutlinePage page, listing.is_plain() ? outline_of_newest(listing, services)
                                                       : outline_of_catalogue(listing, services));
  const std::vector<catalogue::Listed>& files = page.files;
  const auto cursor_behind = [&](const catalogue::Listed& file) {
    return listing.is_plain() ? cursor_after(listing, file.id, services)
                              : cursor_of(listing, file.position, services);
  };
  json::Writer json;
  json.begin_object();
  write_column(json, "fileIds", files, [](const auto& file) { return file.id.text(); });
  write_column(json, "aspects", files, [](const auto& file) { return file.aspect; });
  write_column(json, "colors", files, [](const auto& file) { return color_text(file.color); });
  write_column(json, "dates", files, [](const auto& file) { return date_text(file.date); });
  json.key("cursors").begin_array();
  for (std::size_t i = kFilesPerCursor; i < files.size(); i += kFilesPerCursor) {
    json.value(cursor_behind(files[i - 1]));
  }
  json.end_array();
  if (page.more) json.field("nextCursor", cursor_behind(files.back()));
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
