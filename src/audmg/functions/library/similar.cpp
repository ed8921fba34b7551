// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/entry_page.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/catalogues.hpp"

#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr PageLimits kGroupPages{.standard = 50, .most = 200};

}  // namespace

Response similar(const http::Principal& caller, const http::Request& request,
                 const LibraryServices& services) {
  AUDMG_TRY(const EntryPage page,
            read_entry_page("similar", caller.user, request.query, kGroupPages, {}, services));
  AUDMG_TRY(const auto groups, services.catalogues.similar_pictures(caller.user));
  json::Writer json;
  json.begin_object();
  page.write_entries(
      json, "groups", *groups,
      [](json::Writer& into, const std::vector<FileId>& group) {
        into.begin_array();
        for (const FileId& id : group) into.value(id.text());
        into.end_array();
      },
      services);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
