//! Starts the page.

fn main() {
    yew::platform::spawn_local(netprice_page::app::start::start());
}
