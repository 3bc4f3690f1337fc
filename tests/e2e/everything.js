// Fills every field there is, with values that need cautions and warnings, and one day that cannot be used.
const root = document.querySelector("liver-prescreen").shadowRoot;
const day = (back) => new Date(Date.now() - back * 864e5).toISOString().slice(0, 10);
const set = (id, value) => {
    const field = root.getElementById(id);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
};
root.getElementById("units-si").click();
for (const id of ["bilirubin", "creatinine"]) root.getElementById(`${id}-unit-mg/dL`).click();
const values = {
    age: "65", bilirubin: "9.94", albumin: "16", inr: "1.0", prothrombinActivity: "31", prothrombinTime: "17.5",
    prothrombinProlongation: "5.5",
    creatinine: "0.90", sodium: "118", hemoglobin: "71", platelets: "20", enrolled: "9",
};
for (const [id, value] of Object.entries(values)) set(id, value);
for (const [at, id] of Object.keys(values).slice(1, -1).entries()) set(`${id}-date`, day(at === 0 ? 2 : 30 + at));
for (const id of ["sex-female", "ascites-moderate", "encephalopathy-grade1-2", "dialysis-no", "I2-yes", "I3-yes", "I6-unknown"])
    root.getElementById(id).click();
for (let number = 1; number <= 12; number++)
    root.getElementById(`E${number}-${number === 9 ? "not-applicable" : "no"}`).click();
set("prothrombinTime-control", "12.0");
set("E3-event", day(30));
set("E11-event", day(-400));
set("firstInfusion", day(-10));
