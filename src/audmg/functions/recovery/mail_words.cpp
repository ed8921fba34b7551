// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/recovery/mail_words.hpp"

#include "audmg/functions/recovery/mail_templates.hpp"
#include "audmg/lib/pugixml/writer.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  xml::append_text(out, text);
  return out;
}

/// Puts user's name and subject into a sentence: "{name}", "{subject}".
std::string filled(std::string_view sentence, std::string_view name, std::string_view subject) {
  std::string out;
  const std::array words = {std::pair{std::string_view("{name}"), name},
                            std::pair{std::string_view("{subject}"), subject}};
  while (!sentence.empty()) {
    bool found = false;
    for (const auto& [word, value] : words) {
      if (!sentence.starts_with(word)) continue;
      out += value;
      sentence.remove_prefix(word.size());
      found = true;
      break;
    }
    if (found) continue;
    out += sentence.front();
    sentence.remove_prefix(1);
  }
  return out;
}

std::string text_of(const MailTemplate& words, const MailWords& what) {
  std::string text = filled(words.greeting, what.username, what.subject) + "\n\n";
  text += filled(words.before, what.username, what.subject) + "\n\n";
  text.append(what.link).append("\n\n");
  text += filled(words.after, what.username, what.subject) + "\n\n-- \nAudmg Drive\n";
  return text;
}

std::string paragraph(std::string_view sentence, const MailWords& what) {
  return "<p style=\"margin:0 0 16px\">" +
         filled(escaped(sentence), escaped(what.username), escaped(what.subject)) + "</p>\n";
}

std::string html_of(const MailTemplate& words, const MailWords& what) {
  const std::string link = escaped(what.link);
  std::string html =
      "<!doctype html>\n<html>\n<head><meta charset=\"utf-8\">"
      "<meta name=\"color-scheme\" content=\"light dark\"></head>\n"
      "<body style=\"margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif\">\n"
      "<div style=\"max-width:480px;margin:0 auto\">\n";
  html += paragraph(words.greeting, what);
  html += paragraph(words.before, what);
  html += "<p style=\"margin:0 0 16px\"><a href=\"" + link +
          "\" style=\"display:inline-block;padding:10px 18px;border-radius:8px;"
          "background:#2f5fd0;color:#ffffff;text-decoration:none\">" +
          escaped(words.button) + "</a></p>\n";
  html += paragraph(words.after, what);
  html += "<p style=\"margin:24px 0 0;font-size:13px;color:#777777\">Audmg Drive<br>" + link +
          "</p>\n</div>\n</body>\n</html>\n";
  return html;
}

}  // namespace

notification::Mail mail_words(const MailWords& words) {
  const MailTemplate& chosen = mail_template(words.kind, words.language);
  return {.subject = std::string(chosen.subject),
          .text = text_of(chosen, words),
          .html = html_of(chosen, words)};
}

}  // namespace audmg::functions
