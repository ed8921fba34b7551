// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/music.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/entry_page.hpp"
#include "audmg/functions/library/listed_files.hpp"
#include "audmg/functions/music/music_json.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogues.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr PageLimits kAlbumTrackPages{.standard = 200, .most = 200};

}  // namespace

Response get_album(const http::Principal& caller, const http::Request& request,
                   const LibraryServices& services) {
  const std::string id(request.path_parameters.find("id").value_or(""));
  AUDMG_TRY(const EntryPage page, read_entry_page("album " + id, caller.user, request.query,
                                                  kAlbumTrackPages, {}, services));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  std::optional<catalogue::AlbumTracks> found;
  {
    AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(caller.user));
    AUDMG_TRY(found, catalogue::find_album(*catalogue, id, catalogue.deadline()));
  }
  if (!found) return refuse(not_found());
  const std::size_t count = page.size_of(found->tracks.size());
  AUDMG_TRY(const auto files,
            files_in_order(
                caller.user,
                std::span(found->tracks).subspan(std::min(page.first, found->tracks.size()), count),
                services));
  AUDMG_TRY(FileLinks links, FileLinks::begin(binding, services));
  json::Writer json;
  json.begin_object();
  write_album(json, found->album);
  json.key("files").begin_array();
  for (const database::File& file : files) {
    AUDMG_CHECK(write_file(json, file, FileDetail::listed, links, services.policies));
  }
  json.end_array();
  page.write_next(json, found->tracks.size(), services);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
