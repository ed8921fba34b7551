// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/route.hpp"

#include <array>

namespace audmg::functions {
namespace {

using http::Method;

constexpr Auth kOpen = Auth::none;
constexpr Auth kToken = Auth::access_token;
constexpr Executor kLoop = Executor::event_loop;
constexpr Executor kPool = Executor::functions;
constexpr Executor kPasswords = Executor::passwords;

constexpr std::array kRoutes = {
    Route{"signup", Method::post, "/signup", kOpen, kPasswords, signup},
    Route{"login", Method::post, "/login", kOpen, kPasswords, login},
    Route{"refresh", Method::post, "/token/refresh", kOpen, kPool, refresh},
    Route{"logout", Method::post, "/logout", kToken, kPool, logout},
    Route{"me", Method::get, "/me", kToken, kLoop, me},
    Route{"upload", Method::post, "/upload", kToken, kPool, nullptr, upload},
    Route{"create_upload", Method::post, "/uploads", kToken, kPool, create_upload},
    Route{"get_upload", Method::get, "/uploads/{id}", kToken, kPool, get_upload},
    Route{"complete_upload", Method::post, "/uploads/{id}/complete", kToken, kPool,
          complete_upload},
    Route{"abort_upload", Method::delete_, "/uploads/{id}", kToken, kPool, abort_upload},
    Route{"retrieve", Method::get, "/retrieve", kToken, kPool, retrieve},
    Route{"outline", Method::get, "/outline", kToken, kPool, outline},
    Route{"get_file", Method::get, "/files/{id}", kToken, kPool, get_file},
    Route{"download", Method::get, "/files/{id}/download", kToken, kPool, download},
    Route{"delete_file", Method::delete_, "/files/{id}", kToken, kPool, delete_file},
    Route{"retry_file", Method::post, "/files/{id}/retry", kToken, kPool, retry_file},
    Route{"timeline", Method::get, "/files/{id}/timeline", kToken, kPool, timeline},
    Route{"events", Method::get, "/events", kToken, kPool, nullptr, nullptr, events},
    Route{"livez", Method::get, "/livez", kOpen, kLoop, livez},
    Route{"readyz", Method::get, "/readyz", kOpen, kPool, readyz},
    Route{"openapi", Method::get, "/openapi.json", kOpen, kLoop, openapi},
};

}  // namespace

std::span<const Route> routes() noexcept { return kRoutes; }

}  // namespace audmg::functions
