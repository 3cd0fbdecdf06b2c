//! Starts the page.

fn main() {
    yew::Renderer::<netprice_page::view::app::App>::new().render();
}
