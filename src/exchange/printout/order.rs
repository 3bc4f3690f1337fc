//! One way to sort for all that is sorted here: each sort of the standard library is kilobytes of its own.

/// The places of so many things in their order, by a heap; of two places one always comes before the other.
pub(super) fn order(count: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut heap: Vec<usize> = (0..count).collect();
    for top in (0..count / 2).rev() {
        sink(&mut heap, top, before);
    }
    for end in (1..count).rev() {
        heap.swap(0, end);
        sink(heap.get_mut(..end).unwrap_or_default(), 0, before);
    }
    heap
}

/// Moves what stands at a place down to where nothing below it comes after it.
fn sink(heap: &mut [usize], mut top: usize, before: &dyn Fn(usize, usize) -> bool) {
    loop {
        let at = |place: usize| heap.get(place).copied();
        let child = match (at(2 * top + 1), at(2 * top + 2)) {
            (Some(left), Some(right)) if before(left, right) => 2 * top + 2,
            (Some(_), _) => 2 * top + 1,
            _ => return,
        };
        match (at(top), at(child)) {
            (Some(here), Some(below)) if before(here, below) => heap.swap(top, child),
            _ => return,
        }
        top = child;
    }
}

/// The things themselves in an order.
pub(super) fn ordered<T>(things: Vec<T>, before: &dyn Fn(&T, &T) -> bool) -> Vec<T> {
    let mut pairs = things.iter().zip(things.iter().skip(1));
    if !pairs.any(|(one, next)| before(next, one)) {
        return things;
    }
    let places = order(things.len(), &|a, b| match (things.get(a), things.get(b)) {
        (Some(one), Some(other)) => before(one, other) || (a < b && !before(other, one)),
        _ => a < b,
    });
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    let mut taken = |place: usize| things.get_mut(place).and_then(Option::take);
    places.into_iter().filter_map(&mut taken).collect()
}
