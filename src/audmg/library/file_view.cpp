// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/file_view.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/media/record/record_json.hpp"

#include <utility>

namespace audmg::library {
namespace {

template <class T>
void override_with(T& fact, const std::optional<T>& edit) {
  if (edit) fact = *edit;
}

/// A number of which 0 says that there is none.
void override_with(std::optional<std::uint32_t>& fact, const std::optional<std::uint32_t>& edit) {
  if (!edit) return;
  fact = *edit == 0 ? std::nullopt : edit;
}

/// A text for display and the list of the same names: a change of one alone changes the other.
void override_names(std::string& shown, std::vector<std::string>& list,
                    const std::optional<std::string>& shown_edit,
                    const std::optional<std::vector<std::string>>& list_edit) {
  override_with(shown, shown_edit);
  override_with(list, list_edit);
  if (list_edit && !shown_edit) {
    shown.clear();
    for (const std::string& name : list) shown += (shown.empty() ? "" : ", ") + name;
  } else if (shown_edit && !list_edit) {
    list.clear();
    if (!shown.empty()) list.push_back(shown);
  }
}

/// Returns the place as the owner sees it: its name is the owner's; else the file's, which belongs
/// to the file's coordinates; else the one that the coordinates mean. `named` has the names of the
/// coordinates that the owner has set.
std::optional<media::Place> overridden(std::optional<media::Place> place,
                                       const std::optional<media::Place>& named,
                                       const PlaceEdits& edits) {
  if (edits.latitude) {
    const bool is_named =
        named && named->latitude == edits.latitude && named->longitude == edits.longitude;
    place = is_named ? *named : media::Place{};
    place->latitude = edits.latitude;
    place->longitude = edits.longitude;
  }
  media::Place shown = std::move(place).value_or(media::Place{});
  if (shown.name.empty()) shown.name = shown.resolved_name;
  override_with(shown.name, edits.name);
  if (edits.name && edits.name->empty()) shown.names.clear();
  if (!shown.latitude && shown.name.empty()) return std::nullopt;
  return shown;
}

/// Puts in what is said of files of both kinds, and takes out what the record told.
void override_image(media::ImageFacts& image, const FileEdits& edits, FileView& view) {
  override_with(image.title, edits.title);
  override_with(image.description, edits.description);
  override_with(image.keywords, edits.keywords);
  override_with(image.rating, edits.rating);
  image.place = overridden(std::move(image.place), view.record.edited_place, edits.place);
  view.title = image.title;
  view.description = image.description;
  view.keywords = image.keywords;
  view.rating = image.rating;
  view.place = image.place;
  view.creator = image.creator;
  view.copyright = image.copyright;
}

void override_audio(media::AudioFacts& audio, const FileEdits& edits, FileView& view) {
  override_tags(audio.tags, edits);
  audio.place = overridden(std::move(audio.place), view.record.edited_place, edits.place);
  view.title = audio.tags.title;
  view.place = audio.place;
  view.creator = audio.tags.artist;
  view.copyright = audio.tags.copyright;
}

bool set_date(FileView& view, DateSource source, std::string_view text) {
  auto date = parse_local_date(text);
  if (!date) return false;
  view.date = *std::move(date);
  view.date_source = source;
  return true;
}

void find_date(const database::File& file, const FileEdits& edits, FileView& view) {
  if (edits.date && set_date(view, DateSource::person, *edits.date)) return;
  const media::MediaRecord& record = view.record;
  if (record.image && set_date(view, DateSource::bytes, record.image->taken_at)) return;
  if (record.audio && set_date(view, DateSource::bytes, record.audio->taken_at)) return;
  if (file.modified_at && set_date(view, DateSource::modified, format_rfc3339(*file.modified_at))) {
    return;
  }
  set_date(view, DateSource::uploaded, format_rfc3339(file.uploaded_at));
}

/// Fills in all but the record, which is there.
void override_facts(const database::File& file, const FileEdits& edits, FileView& view) {
  const bool is_audio = file.kind == database::FileKind::audio;
  if (is_audio && !view.record.audio && edits.tags != TagEdits{}) view.record.audio.emplace();
  override_with(view.title, edits.title);
  view.favorite = edits.favorite;
  view.place = overridden(std::nullopt, view.record.edited_place, edits.place);
  if (view.record.image) override_image(*view.record.image, edits, view);
  if (view.record.audio) override_audio(*view.record.audio, edits, view);
  override_with(view.description, edits.description);
  override_with(view.keywords, edits.keywords);
  override_with(view.rating, edits.rating);
  if (view.rating == 0U) view.rating.reset();
  find_date(file, edits, view);
}

}  // namespace

void override_tags(media::AudioTags& tags, const FileEdits& edits) {
  const TagEdits& by_hand = edits.tags;
  override_with(tags.title, edits.title);
  override_names(tags.artist, tags.artists, by_hand.artist, by_hand.artists);
  override_names(tags.album_artist, tags.album_artists, by_hand.album_artist,
                 by_hand.album_artists);
  override_names(tags.genre, tags.genres, by_hand.genre, by_hand.genres);
  // The first of the genres is the one for display.
  if (by_hand.genres && !by_hand.genre) tags.genre = tags.genres.empty() ? "" : tags.genres.front();
  override_with(tags.album, by_hand.album);
  override_with(tags.track, by_hand.track);
  override_with(tags.track_total, by_hand.track_total);
  override_with(tags.disc, by_hand.disc);
  override_with(tags.disc_total, by_hand.disc_total);
  override_with(tags.year, by_hand.year);
  override_with(tags.bpm, by_hand.bpm);
  override_with(tags.compilation, by_hand.compilation);
  override_with(tags.composer, by_hand.composer);
  override_with(tags.comment, by_hand.comment);
  override_with(tags.lyrics, by_hand.lyrics);
  // Names and identifiers for what is called otherwise now are of no use.
  if (edits.title) tags.sort_names.title.clear();
  if (by_hand.artist || by_hand.artists) {
    tags.sort_names.artist.clear();
    tags.music_brainz.artist_ids.clear();
  }
  if (by_hand.album || by_hand.album_artist || by_hand.album_artists) {
    tags.sort_names.album.clear();
    tags.sort_names.album_artist.clear();
    tags.music_brainz.release_id.clear();
    tags.music_brainz.release_group_id.clear();
    tags.music_brainz.album_artist_ids.clear();
  }
}

Result<FileView> view_of(const database::File& file) {
  // Made where it is returned: a listing has hundreds, and moving all their texts takes time.
  Result<FileView> result(std::in_place);
  if (!file.media_record.empty())
    AUDMG_CHECK(media::read_record(file.media_record, result->record));
  if (file.edits.empty()) {
    static const FileEdits kNone;
    override_facts(file, kNone, *result);
    return result;
  }
  AUDMG_TRY(const FileEdits edits, edits_from_json(file.edits));
  override_facts(file, edits, *result);
  return result;
}

}  // namespace audmg::library
