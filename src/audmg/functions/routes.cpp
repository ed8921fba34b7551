// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/route.hpp"

#include <array>

namespace audmg::functions {
namespace {

using http::Method;

constexpr Executor kLoop = Executor::event_loop;
constexpr Executor kPool = Executor::functions;
constexpr Executor kPasswords = Executor::passwords;

constexpr std::array kRoutes = {
    route<signup>("signup", Method::post, "/signup", kPasswords),
    route<login>("login", Method::post, "/login", kPasswords),
    route<refresh>("refresh", Method::post, "/token/refresh", kPool),
    route<logout>("logout", Method::post, "/logout", kPool),
    route<me>("me", Method::get, "/me", kLoop),
    route<upload>("upload", Method::post, "/upload", kPool),
    route<create_upload>("create_upload", Method::post, "/uploads", kPool),
    route<get_upload>("get_upload", Method::get, "/uploads/{id}", kPool),
    route<complete_upload>("complete_upload", Method::post, "/uploads/{id}/complete", kPool),
    route<abort_upload>("abort_upload", Method::delete_, "/uploads/{id}", kPool),
    route<retrieve>("retrieve", Method::get, "/retrieve", kPool),
    route<outline>("outline", Method::get, "/outline", kPool),
    route<timeline>("timeline", Method::get, "/timeline", kPool),
    route<facets>("facets", Method::get, "/facets", kPool),
    route<similar>("similar", Method::get, "/similar", kPool),
    route<list_artists>("list_artists", Method::get, "/music/artists", kPool),
    route<list_albums>("list_albums", Method::get, "/music/albums", kPool),
    route<get_album>("get_album", Method::get, "/music/albums/{id}", kPool),
    route<list_genres>("list_genres", Method::get, "/music/genres", kPool),
    route<get_file>("get_file", Method::get, "/files/{id}", kPool),
    route<download>("download", Method::get, "/files/{id}/download", kPool),
    route<change_file>("change_file", Method::patch, "/files/{id}", kPool),
    route<change_files>("change_files", Method::patch, "/files", kPool),
    route<known_files>("known_files", Method::post, "/files/known", kPool),
    route<delete_file>("delete_file", Method::delete_, "/files/{id}", kPool),
    route<retry_file>("retry_file", Method::post, "/files/{id}/retry", kPool),
    route<request_rendition>("request_rendition", Method::post, "/files/{id}/renditions", kPool),
    route<file_timeline>("file_timeline", Method::get, "/files/{id}/timeline", kPool),
    route<create_download>("create_download", Method::post, "/downloads", kPool),
    route<download_files>("download_files", Method::get, "/downloads/{id}/files", kPool),
    route<list_trash>("list_trash", Method::get, "/trash", kPool),
    route<restore_trash>("restore_trash", Method::post, "/trash/restore", kPool),
    route<empty_trash>("empty_trash", Method::delete_, "/trash", kPool),
    route<create_collection>("create_collection", Method::post, "/collections", kPool),
    route<list_collections>("list_collections", Method::get, "/collections", kPool),
    route<get_collection>("get_collection", Method::get, "/collections/{id}", kPool),
    route<change_collection>("change_collection", Method::patch, "/collections/{id}", kPool),
    route<delete_collection>("delete_collection", Method::delete_, "/collections/{id}", kPool),
    route<list_collection_files>("list_collection_files", Method::get, "/collections/{id}/files",
                                 kPool),
    route<add_collection_files>("add_collection_files", Method::post, "/collections/{id}/files",
                                kPool),
    route<remove_collection_files>("remove_collection_files", Method::post,
                                   "/collections/{id}/files/remove", kPool),
    route<order_collection>("order_collection", Method::post, "/collections/{id}/order", kPool),
    route<events>("events", Method::get, "/events", kPool),
    route<livez>("livez", Method::get, "/livez", kLoop),
    route<readyz>("readyz", Method::get, "/readyz", kPool),
    route<openapi>("openapi", Method::get, "/openapi.json", kLoop),
};

}  // namespace

std::span<const Route> routes() noexcept { return kRoutes; }

}  // namespace audmg::functions
