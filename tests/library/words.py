# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
"""Words of many scripts, of which generated libraries are made."""

PLACES = [
    # name, latitude, longitude, offset of the clock in hours
    ("Zürich", 47.37, 8.54, 1),
    ("Kraków", 50.06, 19.94, 1),
    ("São Paulo", -23.55, -46.63, -3),
    ("Reykjavík", 64.15, -21.94, 0),
    ("Αθήνα", 37.98, 23.73, 2),
    ("Санкт-Петербург", 59.94, 30.31, 3),
    ("القاهرة", 30.04, 31.24, 2),
    ("תל אביב", 32.09, 34.78, 2),
    ("मुंबई", 19.08, 72.88, 5.5),
    ("กรุงเทพ", 13.76, 100.50, 7),
    ("東京", 35.68, 139.69, 9),
    ("京都", 35.01, 135.77, 9),
    ("上海", 31.23, 121.47, 8),
    ("서울", 37.57, 126.98, 9),
    ("Thành phố Hồ Chí Minh", 10.82, 106.63, 7),
    ("New York", 40.71, -74.01, -5),
    ("Cape Town", -33.92, 18.42, 2),
    ("Łódź", 51.76, 19.46, 1),
    ("İstanbul", 41.01, 28.98, 3),
    ("Coimbra", 40.21, -8.43, 0),
]

SUBJECTS = [
    "beach", "birthday", "wedding", "mountain", "sunset", "garden", "museum", "snow", "concert", "market",
    "Strand", "Geburtstag", "Hochzeit", "Schnee", "Straße", "café", "plage", "montaña", "niño", "føroyar",
    "пляж", "день рождения", "горы", "θάλασσα", "γάμος", "שקיעה", "غروب", "حديقة", "समुद्र", "ทะเล",
    "海", "桜", "誕生日", "さくら", "カフェ", "雪山", "婚礼", "花园", "바다", "생일", "🎉", "🏖️",
]  # fmt: skip

PEOPLE = ["Ana", "Björk", "Chloé", "Đặng", "Эмма", "Φοίβη", "نور", "נועם", "प्रिया", "ユキ", "小明", "지우", "O'Neil", "Ümit"]

CAMERAS = [
    ("Canon", "Canon EOS R6", "RF24-105mm F4 L IS USM"),
    ("NIKON CORPORATION", "NIKON Z 6_2", "NIKKOR Z 24-70mm f/4 S"),
    ("SONY", "ILCE-7M4", "FE 35mm F1.8"),
    ("FUJIFILM", "X-T4", "XF16-55mmF2.8 R LM WR"),
    ("Apple", "iPhone 13 Pro", "iPhone 13 Pro back triple camera 5.7mm f/1.5"),
    ("Google", "Pixel 7", "Pixel 7 back camera 6.81mm f/1.85"),
    ("samsung", "SM-G991B", ""),
]

ARTISTS = [
    "Björk", "Sigur Rós", "Motörhead", "Beyoncé", "Céline Dion", "Dvořák", "Mylène Farmer", "Кино", "Земфира", "Βαγγέλης",
    "فيروز", "אריק איינשטיין", "लता मंगेशकर", "คาราบาว", "坂本龍一", "宇多田ヒカル", "周杰倫", "아이유", "Nina Simone", "AC/DC",
    "The Long Winters", "Guns N' Roses", "Trịnh Công Sơn", "Barış Manço",
]  # fmt: skip

GENRES = ["Rock", "Jazz", "Pop", "Classical", "Electronic", "Folk", "Шансон", "J-Pop", "K-Pop", "Fado"]

TITLES = [
    "Love", "Night", "Rain", "River", "Home", "Dance", "Shadow", "Light", "Été", "Nacht", "Über den Wolken", "Jóga",
    "Ночь", "Звезда", "Αγάπη", "ليل", "אור", "रात", "ฝน", "夜に駆ける", "雨", "月光", "사랑", "봄날",
]  # fmt: skip
