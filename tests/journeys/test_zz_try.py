import pytest
from tests.journeys.pages import SCAM, TOUCH
def test_all(new_reader):
    r=new_reader(forced_colors="active")
    r.open(SCAM+"3/?on=android")
    r.page.screenshot(path="/tmp/j/forced.png", full_page=True)
    print(r.page.evaluate("""()=>{const e=document.querySelector('.main-button');const s=getComputedStyle(e);return [s.color,s.backgroundColor,s.borderTopColor, matchMedia('(forced-colors: active)').matches, getComputedStyle(document.body).backgroundColor]}"""))
    r=new_reader()
    r.page.set_viewport_size({"width":320,"height":740})
    r.open(SCAM)
    r.press("Bigger words");r.press("Bigger words");r.press("Bigger words")
    r.page.screenshot(path="/tmp/j/l44.png", full_page=True)
    r.open(SCAM+"done/1/?on=android")
    r.page.screenshot(path="/tmp/j/q44.png", full_page=True)
    r.open(TOUCH+"3/?on=android")
    r.page.screenshot(path="/tmp/j/s44.png", full_page=True)
