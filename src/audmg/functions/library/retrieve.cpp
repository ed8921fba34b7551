// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/file_page.hpp"
#include "audmg/functions/library/listed_files.hpp"
#include "audmg/functions/library/listing_request.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogues.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

/// Of a file in the answer, with all its links.
constexpr std::size_t kUsualFileBytes = 2048;
constexpr PageLimits kFilePages{.standard = 50, .most = 200};

struct FilePage {
  std::vector<database::File> files;
  std::string next_cursor;
  std::vector<catalogue::Correction> corrections;
};

Outcome<FilePage> newest_uploads(const ListingRequest& request, const LibraryServices& services) {
  AUDMG_TRY(database::ListFilesRequest list, file_page(request, services));
  list.limit = request.limit + 1;  // the one more tells whether there is a next page
  AUDMG_TRY(auto files, services.files.list_files(list));
  FilePage page{.files = std::move(files), .next_cursor = {}, .corrections = {}};
  if (page.files.size() > request.limit) {
    page.files.resize(request.limit);
    page.next_cursor = cursor_after(request, page.files.back().id, services);
  }
  return page;
}

Outcome<FilePage> from_catalogue(const ListingRequest& request, const LibraryServices& services) {
  catalogue::Listing listing;
  {
    AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(request.owner));
    AUDMG_TRY(listing, list_page(catalogue, request, services));
  }
  FilePage page{.files = {}, .next_cursor = {}, .corrections = std::move(listing.corrections)};
  AUDMG_TRY(page.files, files_of(request.owner, listing.files, services));
  if (listing.more) {
    page.next_cursor = cursor_of(request, listing.files.back().position, services);
  }
  return page;
}

void write_corrections(json::Writer& json, const std::vector<catalogue::Correction>& corrections) {
  if (corrections.empty()) return;
  json.key("corrections").begin_array();
  for (const catalogue::Correction& correction : corrections) {
    json.begin_object()
        .field("typed", correction.typed)
        .field("used", correction.used)
        .end_object();
  }
  json.end_array();
}

}  // namespace

Response retrieve(const http::Principal& caller, const http::Request& request,
                  const LibraryServices& services) {
  AUDMG_TRY(const ListingRequest listing,
            read_listing_request(caller.user, request.query, kFilePages));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(const FilePage page, listing.is_plain() ? newest_uploads(listing, services)
                                                    : from_catalogue(listing, services));
  AUDMG_TRY(FileLinks links, FileLinks::begin(binding, services));
  json::Writer json(page.files.size() * kUsualFileBytes);
  json.begin_object().key("files").begin_array();
  for (const database::File& file : page.files) {
    AUDMG_CHECK(write_file(json, file, FileDetail::listed, links, services.policies));
  }
  json.end_array();
  write_corrections(json, page.corrections);
  if (!page.next_cursor.empty()) json.field("nextCursor", page.next_cursor);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
