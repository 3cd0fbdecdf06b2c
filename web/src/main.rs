//! Starts the page.

fn main() {
    yew::platform::spawn_local(netprice_page::view::start::start());
}
