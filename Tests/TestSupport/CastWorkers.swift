extension Cast {
  /// Someone who works with Quanke and signs in to it.
  package struct Worker: Sendable {
    /// The name she signs in with: her own in pinyin.
    package let user: String
    package let name: String
    /// The codes of her roles.
    package let roles: [String]
  }

  /// All-round worker of 安和社区, at the window and in her grids.
  package static let panjing = Worker(user: "panjing", name: "潘静", roles: ["windowWorker", "gridWorker"])
  /// Secretary of 安和社区.
  package static let suyan = Worker(user: "suyan", name: "苏燕", roles: ["communityLead"])
  /// Deputy secretary of 安和社区.
  package static let zhaolei = Worker(user: "zhaolei", name: "赵磊", roles: ["communityLead"])
  /// Back office, civil affairs: signs for 刘姨's allowance.
  package static let wuhao = Worker(user: "wuhao", name: "吴浩", roles: ["departmentOfficer"])
  /// Back office, medical insurance: must never see 刘姨's allowance.
  package static let fanwei = Worker(user: "fanwei", name: "范伟", roles: ["departmentOfficer"])
  package static let chenmin = Worker(user: "chenmin", name: "陈敏", roles: ["districtOfficer"])
  package static let linsheng = Worker(user: "linsheng", name: "林晟", roles: ["auditor"])
  package static let systemOperator = Worker(user: "operator", name: "系统管理员", roles: ["operator"])

  /// Everyone of the cast who works on the window's matters, or watches over them.
  package static let workers = [panjing, suyan, zhaolei, wuhao, fanwei, chenmin, linsheng, systemOperator]
}
