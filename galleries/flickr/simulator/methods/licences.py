"""flickr.photos.licenses.*"""

from galleries.flickr.simulator.rest import Answer, Call, method

CREATIVE_COMMONS = "https://creativecommons.org/licenses"
ALL_RIGHTS_RESERVED = (
    "https://www.flickrhelp.com/hc/en-us/articles/"
    "10710266545556-Using-Flickr-images-shared-by-other-members"
)

# In Flickr's own order, which is not the order of the numbers.
LICENCES = (
    (0, "All Rights Reserved", ALL_RIGHTS_RESERVED),
    (4, "CC BY 2.0", f"{CREATIVE_COMMONS}/by/2.0/"),
    (6, "CC BY-ND 2.0", f"{CREATIVE_COMMONS}/by-nd/2.0/"),
    (3, "CC BY-NC-ND 2.0", f"{CREATIVE_COMMONS}/by-nc-nd/2.0/"),
    (2, "CC BY-NC 2.0", f"{CREATIVE_COMMONS}/by-nc/2.0/"),
    (1, "CC BY-NC-SA 2.0", f"{CREATIVE_COMMONS}/by-nc-sa/2.0/"),
    (5, "CC BY-SA 2.0", f"{CREATIVE_COMMONS}/by-sa/2.0/"),
    (7, "No known copyright restrictions", "https://www.flickr.com/commons/usage/"),
    (8, "United States Government Work", "https://www.usa.gov/government-copyright"),
    (9, "Public Domain Dedication (CC0)", "https://creativecommons.org/publicdomain/zero/1.0/"),
    (10, "Public Domain Mark", "https://creativecommons.org/publicdomain/mark/1.0/"),
    (11, "CC BY 4.0", f"{CREATIVE_COMMONS}/by/4.0/"),
    (12, "CC BY-SA 4.0", f"{CREATIVE_COMMONS}/by-sa/4.0/"),
    (13, "CC BY-ND 4.0", f"{CREATIVE_COMMONS}/by-nd/4.0/"),
    (14, "CC BY-NC 4.0", f"{CREATIVE_COMMONS}/by-nc/4.0/"),
    (15, "CC BY-NC-SA 4.0", f"{CREATIVE_COMMONS}/by-nc-sa/4.0/"),
    (16, "CC BY-NC-ND 4.0", f"{CREATIVE_COMMONS}/by-nc-nd/4.0/"),
)


@method("photos.licenses.getInfo")
def get_info(call: Call) -> Answer:
    listing = [{"id": id_, "name": name, "url": url} for id_, name, url in LICENCES]
    return {"licenses": {"license": listing}}
