// Reads a calendar from standard input as a calendar program does, and writes what it understood as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    title: event.summary,
    text: event.description,
    place: event.location,
    starts: event.startDate.toJSDate().toISOString(),
    ends: event.endDate.toJSDate().toISOString(),
    status: component.getFirstPropertyValue("status"),
    sequence: event.sequence,
    categories: component.getAllProperties("categories").flatMap((property) => property.getValues()),
  };
});
const name = calendar.getFirstPropertyValue("name");
process.stdout.write(JSON.stringify({ name, refresh: String(calendar.getFirstPropertyValue("refresh-interval")), events }));
