"""How large the invented pictures are, by a photo's number and the file that is asked for."""

LONGEST_PX = {"n": 320, "w": 400, "": 500, "z": 640, "c": 800, "b": 1024, "h": 1600, "k": 2048}
RATIOS = (
    1.5,
    1.5,
    0.667,
    1.333,
    1.0,
    1.778,
    0.75,
    1.5,
    2.4,
    0.5625,
    1.5,
    3.0,
    1.25,
    0.8,
    1.5,
    0.34,
)


def ratio(photo_id: int) -> float:
    return RATIOS[photo_id % len(RATIOS)]


def size_px(photo_id: int, suffix: str) -> tuple[int, int]:
    longest = LONGEST_PX[suffix]
    shape = ratio(photo_id)
    if shape >= 1:
        return longest, max(1, round(longest / shape))
    return max(1, round(longest * shape)), longest


def sizes(photo_id: int, host: str) -> dict[str, list[object]]:
    told: dict[str, list[object]] = {}
    for suffix in LONGEST_PX:
        width, height = size_px(photo_id, suffix)
        told[suffix] = [width, height]
        if suffix in ("h", "k"):
            told[suffix].append(f"{host}/65535/{photo_id}_b16b00b5_{suffix}.jpg")
    return told
