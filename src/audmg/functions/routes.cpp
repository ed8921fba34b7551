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

constexpr Scope kRead = Scope::read;
constexpr Scope kUpload = Scope::upload;
constexpr Scope kEdit = Scope::edit;
constexpr Scope kDelete = Scope::delete_;

constexpr std::array kRoutes = {
    route<signup>("signup", Method::post, "/signup", kPasswords),
    route<signup_rules>("signup_rules", Method::get, "/signup", kPool),
    route<login>("login", Method::post, "/login", kPasswords),
    route<refresh>("refresh", Method::post, "/token/refresh", kPool),
    route<logout>("logout", Method::post, "/logout", kPool),
    route<me>("me", Method::get, "/me", kLoop, kRead),
    route<login_mfa>("login_mfa", Method::post, "/login/mfa", kPool),
    route<passkey_login_options>("passkey_login_options", Method::post, "/login/passkey/options",
                                 kLoop),
    route<passkey_login>("passkey_login", Method::post, "/login/passkey", kPool),
    route<create_totp>("create_totp", Method::post, "/mfa/totp", kPool),
    route<confirm_totp>("confirm_totp", Method::post, "/mfa/totp/confirm", kPool),
    route<delete_totp>("delete_totp", Method::delete_, "/mfa/totp", kPool),
    route<create_recovery_codes>("create_recovery_codes", Method::post, "/mfa/recovery-codes",
                                 kPool),
    route<passkey_options>("passkey_options", Method::post, "/passkeys/options", kPool),
    route<create_passkey>("create_passkey", Method::post, "/passkeys", kPool),
    route<list_passkeys>("list_passkeys", Method::get, "/passkeys", kPool),
    route<change_passkey>("change_passkey", Method::patch, "/passkeys/{id}", kPool),
    route<delete_passkey>("delete_passkey", Method::delete_, "/passkeys/{id}", kPool),
    route<create_app_password>("create_app_password", Method::post, "/app-passwords", kPool),
    route<list_app_passwords>("list_app_passwords", Method::get, "/app-passwords", kPool),
    route<delete_app_password>("delete_app_password", Method::delete_, "/app-passwords/{id}",
                               kPool),
    route<get_account>("get_account", Method::get, "/account", kPool),
    route<change_account>("change_account", Method::patch, "/account", kPool),
    route<delete_account>("delete_account", Method::delete_, "/account", kPool),
    route<export_account>("export_account", Method::get, "/account/export", kPool),
    route<list_audit>("list_audit", Method::get, "/audit", kPool),
    route<list_users>("list_users", Method::get, "/admin/users", kPool),
    route<change_user>("change_user", Method::patch, "/admin/users/{id}", kPool),
    route<create_reset_link>("create_reset_link", Method::post, "/admin/users/{id}/reset-link",
                             kPool),
    route<reset_factors>("reset_factors", Method::post, "/admin/users/{id}/reset-factors", kPool),
    route<create_invitation>("create_invitation", Method::post, "/admin/invitations", kPool),
    route<list_invitations>("list_invitations", Method::get, "/admin/invitations", kPool),
    route<delete_invitation>("delete_invitation", Method::delete_, "/admin/invitations/{id}",
                             kPool),
    route<get_drive_status>("get_drive_status", Method::get, "/admin/status", kPool),
    route<list_all_audit>("list_all_audit", Method::get, "/admin/audit", kPool),
    route<reauthenticate>("reauthenticate", Method::post, "/reauthenticate", kPasswords),
    route<list_sessions>("list_sessions", Method::get, "/sessions", kPool),
    route<end_other_sessions>("end_other_sessions", Method::delete_, "/sessions", kPool),
    route<end_session>("end_session", Method::delete_, "/sessions/{id}", kPool),
    route<forgot_password>("forgot_password", Method::post, "/password/forgot", kPool),
    route<reset_password>("reset_password", Method::post, "/password/reset", kPasswords),
    route<change_password>("change_password", Method::post, "/password/change", kPasswords),
    route<password_rules>("password_rules", Method::get, "/password/rules", kLoop),
    route<change_password_page>("change_password_page", Method::get, "/.well-known/change-password",
                                kLoop),
    route<verify_email>("verify_email", Method::post, "/email/verify", kPool),
    route<resend_confirmation>("resend_confirmation", Method::post, "/email/resend", kPool),
    route<change_email>("change_email", Method::post, "/email/change", kPasswords),
    route<upload>("upload", Method::post, "/upload", kPool, kUpload),
    route<create_upload>("create_upload", Method::post, "/uploads", kPool, kUpload),
    route<get_upload>("get_upload", Method::get, "/uploads/{id}", kPool, kUpload),
    route<complete_upload>("complete_upload", Method::post, "/uploads/{id}/complete", kPool,
                           kUpload),
    route<abort_upload>("abort_upload", Method::delete_, "/uploads/{id}", kPool, kUpload),
    route<retrieve>("retrieve", Method::get, "/retrieve", kPool, kRead),
    route<outline>("outline", Method::get, "/outline", kPool, kRead),
    route<timeline>("timeline", Method::get, "/timeline", kPool, kRead),
    route<facets>("facets", Method::get, "/facets", kPool, kRead),
    route<map>("map", Method::get, "/map", kPool, kRead),
    route<similar>("similar", Method::get, "/similar", kPool, kRead),
    route<list_artists>("list_artists", Method::get, "/music/artists", kPool, kRead),
    route<list_albums>("list_albums", Method::get, "/music/albums", kPool, kRead),
    route<get_album>("get_album", Method::get, "/music/albums/{id}", kPool, kRead),
    route<list_genres>("list_genres", Method::get, "/music/genres", kPool, kRead),
    route<get_file>("get_file", Method::get, "/files/{id}", kPool, kRead),
    route<download>("download", Method::get, "/files/{id}/download", kPool, kRead),
    route<change_file>("change_file", Method::patch, "/files/{id}", kPool, kEdit),
    route<change_files>("change_files", Method::patch, "/files", kPool, kEdit),
    route<known_files>("known_files", Method::post, "/files/known", kPool, kUpload),
    route<delete_file>("delete_file", Method::delete_, "/files/{id}", kPool, kDelete),
    route<retry_file>("retry_file", Method::post, "/files/{id}/retry", kPool, kEdit),
    route<request_rendition>("request_rendition", Method::post, "/files/{id}/renditions", kPool,
                             kRead),
    route<file_timeline>("file_timeline", Method::get, "/files/{id}/timeline", kPool, kRead),
    route<create_download>("create_download", Method::post, "/downloads", kPool, kRead),
    route<download_files>("download_files", Method::get, "/downloads/{id}/files", kPool, kRead),
    route<list_trash>("list_trash", Method::get, "/trash", kPool, kRead),
    route<restore_trash>("restore_trash", Method::post, "/trash/restore", kPool, kEdit),
    route<empty_trash>("empty_trash", Method::delete_, "/trash", kPool, kDelete),
    route<create_collection>("create_collection", Method::post, "/collections", kPool, kEdit),
    route<list_collections>("list_collections", Method::get, "/collections", kPool, kRead),
    route<get_collection>("get_collection", Method::get, "/collections/{id}", kPool, kRead),
    route<change_collection>("change_collection", Method::patch, "/collections/{id}", kPool, kEdit),
    route<delete_collection>("delete_collection", Method::delete_, "/collections/{id}", kPool,
                             kEdit),
    route<list_collection_files>("list_collection_files", Method::get, "/collections/{id}/files",
                                 kPool, kRead),
    route<add_collection_files>("add_collection_files", Method::post, "/collections/{id}/files",
                                kPool, kEdit),
    route<remove_collection_files>("remove_collection_files", Method::post,
                                   "/collections/{id}/files/remove", kPool, kEdit),
    route<order_collection>("order_collection", Method::post, "/collections/{id}/order", kPool,
                            kEdit),
    route<events>("events", Method::get, "/events", kPool, kRead),
    route<livez>("livez", Method::get, "/livez", kLoop),
    route<readyz>("readyz", Method::get, "/readyz", kPool),
    route<security_txt>("security_txt", Method::get, "/.well-known/security.txt", kLoop),
    route<openapi>("openapi", Method::get, "/openapi.json", kLoop),
};

}  // namespace

std::string_view to_string(Scope scope) noexcept {
  switch (scope) {
    case Scope::session:
      break;
    case Scope::read:
      return "read";
    case Scope::upload:
      return "upload";
    case Scope::edit:
      return "edit";
    case Scope::delete_:
      return "delete";
  }
  return "";
}

std::span<const Route> routes() noexcept { return kRoutes; }

}  // namespace audmg::functions
